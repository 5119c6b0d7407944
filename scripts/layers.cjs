// SPDX-License-Identifier: GPL-2.0-or-later
// Who may import whom: a folder knows only itself and the folders before it in this list.
const layers = [
  'wire',
  'crypto',
  'protocol',
  'session',
  'store',
  'toolkit',
  'controller',
  'purple',
  'pidgin',
];

module.exports = {
  forbidden: [
    ...layers.map((layer, i) => ({
      name: `${layer}-looks-up-only`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: '^src/', pathNot: `^src/(${layers.slice(0, i + 1).join('|')})/` },
    })),
    {
      name: 'store-knows-no-sessions',
      severity: 'error',
      from: { path: '^src/store/' },
      to: { path: '^src/(protocol|session)/' },
    },
    {
      name: 'toolkit-knows-the-protocol-alone',
      severity: 'error',
      from: { path: '^src/toolkit/' },
      to: { path: '^src/(session|store)/' },
    },
    {
      name: 'toolkit-is-no-part-of-the-plugin',
      severity: 'error',
      from: { path: '^src/(controller|purple|pidgin|main)' },
      to: { path: '^src/toolkit/' },
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'crypto-in-crypto',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/crypto/' },
      to: { path: ['^node_modules/(@noble|big-integer)', '^(node:)?crypto$'] },
    },
    {
      name: 'node-only-at-the-edges',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(crypto|purple|pidgin|cli|main)' },
      to: { dependencyTypes: ['core'] },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
