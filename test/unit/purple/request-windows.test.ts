// SPDX-License-Identifier: GPL-2.0-or-later
import type { FormItem, WindowModel } from '../../../src/controller/models.js';
import type { OpenWindow, WindowEvents } from '../../../src/controller/ports.js';
import type { Native, NativeField } from '../../../src/purple/native.js';
import { RequestWindows } from '../../../src/purple/request-windows.js';

type Request = Parameters<Native['request']>[0];

/** A bridge that only knows requests. */
class Requests {
  readonly asked: Request[] = [];
  readonly closed: number[] = [];
  readonly windows = new RequestWindows({
    request: (request: Request) => this.asked.push(request),
    closeRequest: (number: number) => this.closed.push(number),
  } as unknown as Native);

  get last(): Request | undefined {
    return this.asked.at(-1);
  }

  answer(action: number, values: Record<string, string> = {}): void {
    this.windows.answered(this.asked.length, action, values);
  }

  field(id: string): NativeField | undefined {
    return this.last?.fields.find((field) => field.id === id);
  }
}

/** What a person did, as the controller hears of it; the model follows `next`. */
function open(
  model: WindowModel,
  next: (told: string) => WindowModel | 'close' | null = () => null,
): { requests: Requests; told: string[]; window: OpenWindow } {
  const requests = new Requests();
  const told: string[] = [];
  const hear = (what: string): void => {
    told.push(what);
    const after = next(what);
    if (after === 'close') window?.close();
    else if (after !== null) window?.update(after);
  };
  const events: WindowEvents = {
    used: (item, value) => {
      hear(`used ${item} ${value}`);
    },
    pressed: (button, secrets) => {
      hear(`pressed ${button} ${JSON.stringify(secrets)}`);
    },
    closed: () => {
      hear('closed');
    },
  };
  const window = requests.windows.open(model, events);
  if (window === null) throw new Error('not opened');
  return { requests, told, window };
}

const text = (label: string): FormItem => ({ kind: 'explanation', label });
const ask = { id: 'ask', label: '_Ask', sensitive: true };

function model(items: readonly FormItem[], more: Partial<WindowModel> = {}): WindowModel {
  return {
    title: 'Verify',
    items,
    buttons: [ask],
    close: '_Cancel',
    preset: 'ask',
    unasked: false,
    ...more,
  };
}

const ways: Extract<FormItem, { kind: 'alternatives' }> = {
  kind: 'alternatives',
  id: 'way',
  label: '_Way:',
  chosen: 'question',
  alternatives: [
    {
      id: 'question',
      label: '_Question',
      items: [
        {
          kind: 'entry',
          id: 'question text',
          label: 'Q_uestion:',
          value: 'a',
          problem: 'Too short.',
        },
        { kind: 'secret', id: 'answer', label: '_Answer:', problem: '' },
      ],
    },
    {
      id: 'compare',
      label: 'C_ompare',
      items: [{ kind: 'copyable', label: 'Yours:', text: 'AB' }],
    },
  ],
};

describe('a window with fields', () => {
  test('is one request with two buttons, captions without mnemonics', () => {
    const { requests } = open(model([text('One.'), text('Two.'), ways]));
    requests.answer(0);
    expect(requests.last).toEqual({
      title: 'Verify',
      primary: 'Verify',
      secondary: 'One.\n\nTwo.\n\nQuestion: Too short.',
      fields: [
        { kind: 'string', id: 'question text', label: 'Question:', value: 'a', masked: false },
        { kind: 'string', id: 'answer', label: 'Answer:', value: '', masked: true },
      ],
      actions: ['Ask', 'Cancel'],
      defaultAction: 0,
      contact: null,
    });
  });

  test('OK tells what was changed, then presses the button, with the secrets', () => {
    const { requests, told } = open(model([ways]), (what) =>
      what.startsWith('pressed') ? 'close' : null,
    );
    requests.answer(0);
    requests.answer(0, { 'question text': 'a b', answer: 's' });
    expect(told).toEqual(['used question text a b', 'used answer 1', 'pressed ask {"answer":"s"}']);
    expect(requests.asked).toHaveLength(2);
  });

  test('which way is asked first, with a button for each', () => {
    const { requests, told } = open(model([text('One.'), ways]));
    expect(requests.last).toMatchObject({
      secondary: 'One.\n\nWay:',
      fields: [],
      actions: ['Question', 'Compare', 'Cancel'],
    });
    requests.answer(1);
    expect(told).toEqual(['used way compare']);
    expect(requests.last).toMatchObject({ secondary: 'One.\n\nYours:\nAB', fields: [] });
    requests.answer(0);
    expect(told).toEqual(['used way compare', 'pressed ask {}']);
  });

  test('a way that was asked for already is taken', () => {
    const { requests } = open(model([{ ...ways, chosen: 'compare' }]));
    expect(requests.last?.secondary).toBe('Yours:\nAB');
  });

  test('the way that is chosen already is not reported', () => {
    const { requests, told } = open(model([ways]));
    requests.answer(0);
    expect(told).toEqual([]);
    requests.answer(1);
    expect(told).toEqual(['closed']);
  });

  test('is asked again with what is wrong, as long as the button is not to be pressed', () => {
    const dead = { ...ask, sensitive: false };
    const wrong = (problem: string): WindowModel =>
      model([{ kind: 'entry', id: 'e', label: 'E:', value: '', problem }], { buttons: [dead] });
    const { requests, told } = open(wrong(''), () => wrong('This is empty.'));
    requests.answer(0, { e: ' ' });
    expect(told).toEqual(['used e  ']);
    expect(requests.last?.secondary).toBe('E: This is empty.');
    requests.answer(1);
    expect(told.at(-1)).toBe('closed');
    expect(requests.asked).toHaveLength(2);
  });

  test('what was typed masked stays until there is no field for it', () => {
    const asked = model([ways]);
    let next = asked;
    const { requests, told, window } = open(asked, () => next);
    requests.answer(0);
    requests.answer(0, { 'question text': '', answer: 's' });
    expect(requests.field('answer')).toMatchObject({ value: 's', masked: true });
    next = model([text('Waiting.')]);
    requests.answer(0, { 'question text': 'b', answer: 's' });
    expect(told.at(-1)).toBe('pressed ask {"answer":"s"}');
    window.update(asked);
    expect(requests.field('answer')).toMatchObject({ value: '', masked: true });
  });

  test('several things to do are asked for when the fields are filled', () => {
    const buttons = [{ id: 'withdraw', label: '_Withdraw', sensitive: true }, ask];
    const copy: FormItem = { kind: 'button', id: 'copy', label: '_Copy' };
    const { requests, told } = open(model([ways, copy], { buttons }));
    requests.answer(0);
    expect(requests.last?.actions).toEqual(['OK', 'Cancel']);
    requests.answer(0, { 'question text': 'a', answer: 's' });
    expect(requests.last).toMatchObject({
      secondary: '',
      fields: [],
      actions: ['Ask', 'Withdraw', 'Copy', 'Cancel'],
    });
    requests.answer(2);
    requests.answer(0, { 'question text': 'a', answer: 's' });
    requests.answer(0);
    expect(told).toEqual(['used answer 1', 'used copy ', 'pressed ask {"answer":"s"}']);
    requests.answer(0, { 'question text': 'a', answer: 't' });
    requests.answer(3);
    expect(told.slice(3)).toEqual(['used answer 1', 'closed']);
  });

  test('what can be done with a row is asked for when it is selected', () => {
    const button = (id: string): FormItem => ({ kind: 'button', id, label: `_${id}` });
    const list = (selected: readonly string[], ...ids: string[]): WindowModel => {
      const columns = ['Who'];
      const rows = [{ id: 'b', cells: ['bob'] }];
      const table = { kind: 'table', id: 't', label: 'T', columns, rows, selected, search: '' };
      return model([table as FormItem, ...ids.map(button)], { buttons: [] });
    };
    const { requests, told } = open(list([], 'Export'), () => list(['b'], 'End', 'Export'));
    expect(requests.last?.actions).toEqual(['OK', 'Cancel']);
    requests.answer(0, { t: '0' });
    expect(told).toEqual(['used t b']);
    expect(requests.last?.actions).toEqual(['End', 'Export', 'Cancel']);
  });

  test('what a button among the fields opens stands in front', () => {
    const copy: FormItem = { kind: 'button', id: 'code', label: '_Code' };
    const { requests } = open(model([text('One.'), copy], { buttons: [] }), () => {
      const events = { used: () => undefined, pressed: () => undefined, closed: () => undefined };
      requests.windows.open(model([text('The code.')], { title: 'Code' }), events);
      return null;
    });
    requests.answer(0);
    expect(requests.asked.map(({ title }) => title)).toEqual(['Verify', 'Verify', 'Code']);
    expect(requests.closed).toEqual([]);
  });

  test('checks, choices and tables come back as values of ours', () => {
    const { requests, told } = open(
      model([
        { kind: 'check', id: 'log', label: '_Log', value: true },
        {
          kind: 'choice',
          id: 'account',
          label: 'A:',
          chosen: 'x',
          options: [
            { id: 'x', label: 'my_name' },
            { id: 'y', label: 'other' },
          ],
        },
        {
          kind: 'table',
          selected: [],
          id: 'keys',
          label: 'Keys',
          columns: ['Who', 'Key'],
          rows: [
            { id: 'r1', cells: ['bob', '12'] },
            { id: 'r2', cells: ['carol', '34'] },
          ],
          search: '_Search:',
        },
        { kind: 'check', id: 'grey', label: 'Grey', value: false, sensitive: false },
      ]),
    );
    expect(requests.field('account')).toMatchObject({ options: ['my_name', 'other'], chosen: 0 });
    expect(requests.field('keys')).toMatchObject({ options: ['bob · 12', 'carol · 34'] });
    expect(requests.field('grey')).toBeUndefined();
    requests.answer(0, { log: '0', account: '1', keys: '0\n1' });
    expect(told.slice(0, 3)).toEqual(['used log 0', 'used account y', 'used keys r1\nr2']);
  });

  test('pages are chosen like ways, again after each', () => {
    const pages: FormItem = {
      kind: 'pages',
      id: 'page',
      front: 'two',
      pages: [
        { id: 'one', label: 'One', items: [{ kind: 'check', id: 'c', label: 'C', value: false }] },
        { id: 'two', label: 'Two', items: [text('second')] },
      ],
    };
    const { requests, told } = open(model([pages], { buttons: [] }));
    expect(requests.last?.actions).toEqual(['One', 'Two', 'Cancel']);
    requests.answer(0);
    requests.answer(0, { c: '1' });
    expect(told).toEqual(['used page one', 'used c 1']);
    expect(requests.last?.actions).toEqual(['One', 'Two', 'Cancel']);
    requests.answer(1);
    expect(requests.last?.secondary).toBe('second');
  });

  test('a picture is drawn with characters', () => {
    const rows = ['0000', '0110', '0100'];
    const { requests } = open(model([{ kind: 'picture', label: 'Code', rows }]));
    expect(requests.last?.secondary).toBe('█▀▀█\n▀ ▀▀');
  });
});

describe('a window without fields', () => {
  test('has all its buttons, and the one that closes last', () => {
    const buttons = [{ id: 'back', label: 'Ask _back…', sensitive: true }, ask];
    const { requests, told } = open(model([text('Done.')], { buttons }));
    expect(requests.last).toMatchObject({ fields: [], actions: ['Ask', 'Ask back…', 'Cancel'] });
    requests.answer(1);
    expect(told).toEqual(['pressed back {}']);
    requests.answer(2);
    expect(told).toEqual(['pressed back {}', 'closed']);
  });

  test('shows many a few at a time', () => {
    const buttons = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({
      id,
      label: id,
      sensitive: true,
    }));
    const { requests, told } = open(model([], { buttons, preset: '' }));
    expect(requests.last?.actions).toEqual(['a', 'b', 'c', 'd', 'More…', 'Cancel']);
    requests.answer(4);
    expect(requests.last?.actions).toEqual(['e', 'f', 'Cancel']);
    requests.answer(1);
    expect(told).toEqual(['pressed f {}']);
    expect(requests.last?.actions).toEqual(['a', 'b', 'c', 'd', 'More…', 'Cancel']);
  });

  test('closing by the frame closes', () => {
    const { requests, told } = open(model([text('Done.')]));
    requests.answer(-1);
    expect(told).toEqual(['closed']);
  });
});

test('a user interface without such windows opens none', () => {
  const none = new RequestWindows({ request: () => 0 } as unknown as Native);
  const events = { used: jest.fn(), pressed: jest.fn(), closed: jest.fn() };
  expect(none.open(model([ways]), events)).toBeNull();
  expect(none.open(model([ways], { unasked: true }), events)?.present()).toBe(false);
});

describe('what changes meanwhile', () => {
  const waiting = (percent: number): WindowModel =>
    model([text('Waiting.'), { kind: 'progress', label: 'Half', percent }], { buttons: [] });

  test('is asked again when it reads differently, and left alone when not', () => {
    const { requests, window } = open(waiting(10));
    window.update(waiting(60));
    expect(requests.asked).toHaveLength(1);
    window.update(model([text('They differ.')], { buttons: [] }));
    expect(requests.closed).toEqual([1]);
    expect(requests.last?.secondary).toBe('They differ.');
  });

  test('a window that a peer brings is only asked when the person wants to see it', () => {
    const { requests, window } = open(model([text('A question')], { unasked: true }));
    window.update(model([text('Another question')], { unasked: true }));
    expect(requests.asked).toHaveLength(0);
    window.present();
    expect(requests.last?.secondary).toBe('Another question');
  });

  test('closed is closed', () => {
    const { requests, window, told } = open(model([ways]));
    window.close();
    expect(requests.closed).toEqual([1]);
    window.present();
    window.update(model([text('x')]));
    requests.answer(0);
    expect(requests.asked).toHaveLength(1);
    expect(told).toEqual([]);
    const other = open(model([ways]));
    other.requests.windows.closeAll();
    expect(other.requests.closed).toEqual([1]);
  });
});
