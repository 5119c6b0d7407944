# SPDX-License-Identifier: GPL-2.0-or-later
# What ships (otr-ts, otr-runtime, otr-pidgin) and what the tests need beside it. Sources: native/sources.txt.
{
  'target_defaults': {
    'cflags': ['-fvisibility=hidden', '-fstack-protector-strong', '-U_FORTIFY_SOURCE', '-D_FORTIFY_SOURCE=2',
               '-Wno-cast-function-type', '-Wno-missing-field-initializers',
               # -isystem: their headers' warnings are not ours
               '<!@(pkg-config --cflags-only-I purple | sed s/-I/-isystem/g)'],
    'cflags_c': ['-std=gnu99'],
    'ldflags': ['-Wl,-z,relro,-z,now', '-Wl,-z,noexecstack', '-Wl,--as-needed'],
    'defines': [
      'OTR_VERSION="<!(node -p "require(\'./package.json\').version")"',
      'NAPI_VERSION=8',
      'NAPI_DISABLE_CPP_EXCEPTIONS',
      'NODE_ADDON_API_DISABLE_DEPRECATED',
    ],
    'include_dirs': ['native', 'node_modules/node-addon-api'],
    # The code of an unloaded plugin stays mapped: its helper thread may still be at work, and V8 cannot start twice.
    'target_conditions': [
      ['_type=="shared_library"', {
        'product_prefix': '',
        'ldflags': ['-Wl,-z,nodelete', '-Wl,-z,defs'],
      }],
    ],
  },
  'targets': [
    {
      'target_name': 'otr-ts',
      'type': 'shared_library',
      'sources': ['<!@(sed -n "s:^plugin :native/:p" native/sources.txt)'],
      'cflags': ['<!@(pkg-config --cflags-only-I pidgin gtk+-2.0 | sed s/-I/-isystem/g)'],
      'libraries': ['<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-bridge',
      'type': 'static_library',
      'sources': ['<!@(sed -n "s:^bridge :native/:p" native/sources.txt)'],
    },
    {
      'target_name': 'otr-node',
      'type': 'static_library',
      'sources': ['<!@(sed -n "s:^runtime :native/:p" native/sources.txt)'],
      'defines!': ['NAPI_VERSION=8'],  # node.h brings its own
    },
    {
      'target_name': 'otr-runtime',
      'type': 'shared_library',
      'dependencies': ['otr-bridge', 'otr-node'],
      'sources': ['build/bundle/otr-ts.S'],
      'ldflags': ['-Wl,-u,otr_engine', '-Wl,--version-script=<(module_root_dir)/native/runtime/exports.map'],
      'libraries': ['-lnode', '-luv', '-lcrypto', '<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-pidgin',
      'type': 'shared_library',
      'sources': ['<!@(sed -n "s:^pidgin :native/:p" native/sources.txt)'],
      'cflags': ['<!@(pkg-config --cflags-only-I pidgin gtk+-2.0 | sed s/-I/-isystem/g)'],
      'libraries': ['<!@(pkg-config --libs pidgin gtk+-2.0)'],
      # Pidgin's own functions are in the program itself.
      'ldflags!': ['-Wl,-z,defs'],
      'ldflags': ['-Wl,-z,undefs'],
    },
    {
      'target_name': 'otr-testing',
      'type': 'static_library',
      'sources': ['<!@(sed -n "s:^testing :native/:p" native/sources.txt)'],
    },
    {
      'target_name': 'otr_purple',
      'dependencies': ['otr-bridge', 'otr-testing'],
      'sources': ['native/test/addon.cc', 'native/test/seen_host.cc'],
      'libraries': ['-lcrypto', '<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-runtime-test',
      'type': 'shared_library',
      'dependencies': ['otr-bridge', 'otr-node'],
      'sources': ['build/bundle/otr-test.S'],
      'ldflags': ['-Wl,-u,otr_engine', '-Wl,--version-script=<(module_root_dir)/native/runtime/exports.map'],
      'libraries': ['-lnode', '-luv', '-lcrypto', '<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-stopwatch',
      'type': 'shared_library',
      'dependencies': ['otr-testing'],
      'sources': ['native/test/stopwatch.c', 'native/test/workload.c'],
      'libraries': ['<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-probe',
      'type': 'shared_library',
      'sources': ['native/test/probe.c'],
      'libraries': ['<!@(pkg-config --libs purple glib-2.0)'],
    },
    {
      'target_name': 'otr-late',
      'type': 'shared_library',
      'sources': ['native/test/late_runtime.c'],
      'libraries': ['-ldl', '<!@(pkg-config --libs glib-2.0)'],
    },
    {
      'target_name': 'otr-host',
      'type': 'executable',
      'dependencies': ['otr-testing'],
      'sources': ['native/test/host.c'],
      'libraries': ['<!@(pkg-config --libs purple glib-2.0)'],
    },
  ],
}
