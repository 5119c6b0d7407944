// SPDX-License-Identifier: GPL-2.0-or-later
import { finish, type Work } from '../../crypto/work.js';
import { accountKey, type AccountId } from '../contact-id.js';
import { grouped } from '../fingerprint-text.js';
import type { KnownRow } from '../known-list.js';
import { _, counted } from '../language.js';
import type { FormItem, Row } from '../models.js';
import { accountName, shownName } from '../names.js';
import { inTurns } from '../turns.js';
import { confirm } from './confirm.js';
import { KeyWindow } from './key-window.js';
import { useText, verifiedText } from './known-texts.js';
import { type Desk, type Outcome, outcomeItems, outcomeOf, type Page } from './page.js';

interface Known {
  readonly rows: readonly KnownRow[];
  readonly lines: readonly Row[];
}

const NOTHING: Known = { rows: [], lines: [] };

/** More than so many are looked up in turns of the main loop, so many in each: a few milliseconds. */
const PART = 150;

/** Every key of every contact that was ever met. */
export class KnownPage implements Page {
  readonly id = 'known';
  readonly label = _('Known _fingerprints');
  readonly title = _('Known OTR fingerprints');
  readonly #desk: Desk;
  readonly #changed: () => void;
  /** Every key, and its line, when they were looked up last. */
  #known = NOTHING;
  #isCurrent = false;
  #isLooking = false;
  #selected: readonly string[] = [];
  #outcome: Outcome | null = null;

  constructor(desk: Desk, changed: () => void) {
    this.#desk = desk;
    this.#changed = changed;
  }

  items(isShown: boolean): readonly FormItem[] {
    const { rows, lines } = isShown ? this.#present() : NOTHING;
    const selected = this.#selectedOf(rows);
    return [
      {
        kind: 'table',
        id: 'fingerprints',
        label: _('Known fingerprints'),
        columns: [
          _('Contact'),
          _('Status'),
          _('Verified'),
          _('Last seen'),
          _('Fingerprint'),
          _('Account'),
          _('First seen'),
        ],
        rows: lines,
        selected: this.#selected,
        search: _('Searc_h:'),
      },
      ...this.#keyButtons(selected),
      this.#detail(selected),
      ...this.#listButtons(selected),
      ...outcomeItems(this.#outcome),
    ];
  }

  used(item: string, value: string): void {
    if (item === 'fingerprints') {
      this.#selected = value === '' ? [] : value.split('\n');
      return;
    }
    this.#outcome = null;
    const selected = this.#selectedOf(this.#known.rows);
    const [only] = selected;
    if (item === 'undo') this.#undo();
    else if (item === 'export list') this.#export();
    else if (item === 'forget') this.#forget(selected);
    else if (only !== undefined) this.#useOne(only, item);
  }

  lookAgain(): void {
    this.#isCurrent = false;
  }

  /** What is known now; where there are many, what was known until the rest has been looked up. */
  #present(): Known {
    if (this.#isCurrent || this.#isLooking) return this.#known;
    // What changes while they are looked up is looked up once more.
    this.#isCurrent = true;
    if (this.#desk.knownList.length <= PART) {
      this.#known = finish(this.#look());
      return this.#known;
    }
    this.#isLooking = true;
    inTurns(this.#desk.services.ports.clock, PART, this.#look(), (known) => {
      this.#known = known;
      this.#isLooking = false;
      this.#changed();
    });
    return this.#known;
  }

  *#look(): Work<Known> {
    const rows = yield* this.#desk.knownList.look();
    return { rows, lines: yield* this.#lines(rows) };
  }

  #useOne(row: KnownRow, item: string): void {
    switch (item) {
      case 'start':
        this.#start(row);
        break;
      case 'end':
        this.#desk.actions.endKey(row.contact, row.fingerprint);
        break;
      case 'verify':
        this.#verify(row);
        break;
    }
  }

  *#lines(rows: readonly KnownRow[]): Work<readonly Row[]> {
    const names = new Map<string, string>();
    const { contacts } = this.#desk.services.ports;
    const nameOf = (account: AccountId): string => {
      const key = accountKey(account);
      const name = names.get(key) ?? accountName(contacts, account);
      names.set(key, name);
      return name;
    };
    const lines: Row[] = [];
    for (const row of rows) {
      yield;
      const { contact, fingerprint, record } = row;
      const { lastSeen = '', firstSeen = '' } = record;
      const state = [useText(row.use), verifiedText(row), lastSeen];
      const key = [grouped(fingerprint), nameOf(contact), firstSeen];
      lines.push({ id: row.id, cells: [row.name, ...state, ...key] });
    }
    return lines;
  }

  #keyButtons(selected: readonly KnownRow[]): readonly FormItem[] {
    const [first] = selected;
    const only = selected.length === 1 ? first : undefined;
    const isInUse = only !== undefined && only.use !== 'unused';
    return [
      action('start', _('_Start private conversation'), only !== undefined && !isInUse),
      action('end', _('_End private conversation'), isInUse),
      action('verify', _('_Verify…'), only !== undefined),
    ];
  }

  #listButtons(selected: readonly KnownRow[]): readonly FormItem[] {
    const areUnused = selected.length > 0 && selected.every(({ use }) => use === 'unused');
    const { undoable } = this.#desk.knownList;
    return [
      action('forget', _('F_orget…'), areUnused),
      action('undo', _('_Undo forgetting'), undoable > 0),
      action('export list', _('E_xport…'), true),
    ];
  }

  #detail(selected: readonly KnownRow[]): FormItem {
    const [only] = selected;
    if (only === undefined || selected.length > 1) {
      const several = counted(
        '%{count} key is selected.',
        '%{count} keys are selected.',
        selected.length,
      );
      const label = only === undefined ? _('Select a key to use it or to see all of it.') : several;
      return { kind: 'explanation', label };
    }
    const { contact, fingerprint } = only;
    const name = shownName(this.#desk.services.ports.contacts, contact);
    const label = _('Fingerprint of %{name} (%{who}):', { name, who: contact.who });
    return {
      kind: 'copyable',
      label: label.replaceAll('_', '__'),
      text: grouped(fingerprint),
    };
  }

  #start({ contact }: KnownRow): void {
    const { contacts, messages } = this.#desk.services.ports;
    if (messages.openWindow(contact)) {
      this.#desk.actions.start(contact);
      return;
    }
    const account = accountName(contacts, contact);
    this.#tell({ text: _('%{account} is not connected.', { account }), sign: 'warning' });
  }

  /** The key of the session that stands is verified as everywhere; others can be compared only. */
  #verify({ contact, fingerprint }: KnownRow): void {
    const { verification } = this.#desk;
    const isCurrent = verification.current(contact)?.fingerprint === fingerprint;
    if (isCurrent && verification.open(contact) === null) return;
    new KeyWindow(this.#desk, contact, fingerprint).show();
  }

  #forget(rows: readonly KnownRow[]): void {
    const { windows } = this.#desk.services.ports;
    const isVerified = rows.some(({ trust }) => trust !== '');
    const asked = {
      title: _('Forget fingerprints'),
      text: [
        counted(
          'The key is no longer known. When it is used again, it counts as a new one.',
          '%{count} keys are no longer known. When they are used again, they count as new ones.',
          rows.length,
        ),
        ...(isVerified ? [_('That you have verified the identity is forgotten too.')] : []),
        _('Until you quit you can undo this.'),
      ].join(' '),
      action: _('_Forget'),
    };
    confirm(windows, asked, () => {
      const failures = rows.map((row) => this.#desk.knownList.forget(row));
      const failure = failures.find((each) => each !== null) ?? null;
      const done = counted('One key was forgotten.', '%{count} keys were forgotten.', rows.length);
      this.#selected = [];
      this.#tell(outcomeOf(failure, done));
    });
  }

  #undo(): void {
    const before = this.#desk.knownList.undoable;
    this.#desk.knownList.undo();
    if (before > 0) this.#tell({ text: _('The key is known again.'), sign: 'success' });
  }

  #export(): void {
    const { paths } = this.#desk.services.ports;
    const title = _('Save known fingerprints');
    const isAsked = paths.ask({ kind: 'save', title, proposal: 'otr.fingerprints' }, (path) => {
      const failure = this.#desk.keyActions.exportFingerprints(null, path);
      this.#tell(outcomeOf(failure, _('The fingerprints were saved as %{path}.', { path })));
    });
    if (!isAsked) this.#tell({ text: _('No file can be chosen here.'), sign: 'warning' });
  }

  #tell(outcome: Outcome): void {
    this.#outcome = outcome;
    this.lookAgain();
    this.#changed();
  }

  #selectedOf(rows: readonly KnownRow[]): readonly KnownRow[] {
    if (this.#selected.length === 0) return [];
    const ids = new Set(this.#selected);
    return rows.filter(({ id }) => ids.has(id));
  }
}

function action(id: string, label: string, sensitive: boolean): FormItem {
  return { kind: 'button', id, label, sensitive };
}
