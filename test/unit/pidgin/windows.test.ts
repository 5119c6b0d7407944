// SPDX-License-Identifier: GPL-2.0-or-later
import type { WindowModel } from '../../../src/controller/models.js';
import { PidginWindows } from '../../../src/pidgin/windows.js';
import type { Native } from '../../../src/purple/native.js';

const model: WindowModel = {
  title: 'Title',
  items: [],
  buttons: [{ id: 'go', label: '_Go', sensitive: true }],
  close: '_Close',
  preset: 'go',
  unasked: false,
};

type Mocks = Readonly<Record<'showWindow' | 'presentWindow' | 'closeWindow', jest.Mock>>;

function open(): { native: Mocks; windows: PidginWindows; told: unknown[][] } {
  const native = { showWindow: jest.fn(), presentWindow: jest.fn(), closeWindow: jest.fn() };
  return { native, windows: new PidginWindows(native as unknown as Native), told: [] };
}

function events(told: unknown[][]): Parameters<PidginWindows['open']>[1] {
  return {
    used: (...args) => told.push(['used', ...args]),
    pressed: (...args) => told.push(['pressed', ...args]),
    closed: () => told.push(['closed']),
  };
}

test('each window has a number of its own, and hears only of itself', () => {
  const { native, windows, told } = open();
  windows.open(model, events(told));
  const others: unknown[][] = [];
  windows.open(model, events(others));
  expect(native.showWindow.mock.calls.map(([number]: [number]) => number)).toEqual([1, 2]);
  windows.used(1, 'item', 'value');
  windows.pressed(1, 'go', { secret: 'x' });
  windows.closed(1);
  windows.used(1, 'item', 'late');
  windows.used(99, 'item', 'nobody’s');
  expect(told).toEqual([['used', 'item', 'value'], ['pressed', 'go', { secret: 'x' }], ['closed']]);
  expect(others).toEqual([]);
});

test('a closed window takes nothing any more', () => {
  const { native, windows, told } = open();
  const window = windows.open(model, events(told));
  window.update({ ...model, title: 'Next' });
  expect(native.showWindow).toHaveBeenLastCalledWith(
    1,
    expect.objectContaining({ title: 'Next', preset: 'go' }),
  );
  window.present();
  window.close();
  window.close();
  window.update(model);
  window.present();
  expect(native.closeWindow.mock.calls).toEqual([[1]]);
  expect(native.presentWindow).toHaveBeenCalledTimes(1);
  expect(native.showWindow).toHaveBeenCalledTimes(2);
  windows.open(model, events(told));
  windows.closeAll();
  expect(native.closeWindow).toHaveBeenLastCalledWith(2);
});
