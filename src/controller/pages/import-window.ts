// SPDX-License-Identifier: GPL-2.0-or-later
import { foundAccountId } from '../../store/import/assign.js';
import type { Import } from '../../store/import/detect.js';
import type { ImportPlan } from '../../store/import/plan.js';
import { programOf } from '../../store/import/programs.js';
import type { AccountName } from '../../store/account-name.js';
import { accountKey, type AccountId } from '../contact-id.js';
import type { FoundProgram, ImportResult } from '../importing.js';
import { _ } from '../language.js';
import type { WindowModel } from '../models.js';
import { accountName } from '../names.js';
import type { OpenWindow } from '../ports.js';
import {
  ACCOUNT,
  busyModel,
  ELSEWHERE,
  planModel,
  REPLACE,
  resultModel,
  type Source,
  sourceModel,
} from './import-model.js';
import { problemTexts } from './import-texts.js';
import type { Desk } from './page.js';

/** Where the person is: choosing, looking at what would be done, waiting for it, or at the end. */
type Step =
  | { readonly at: 'source' }
  | { readonly at: 'plan'; readonly found: Import }
  | { readonly at: 'busy' }
  | { readonly at: 'result'; readonly result: ImportResult };

/** Import from another program. Only `Import` changes anything. At most one such window is open. */
export class ImportWindow {
  readonly #desk: Desk;
  #window: OpenWindow | null = null;
  #found: readonly FoundProgram[] = [];
  #source: Source = { program: ELSEWHERE, path: '', problem: '' };
  #step: Step = { at: 'source' };
  /** The accounts that the person chose, and the keys that are to take the place of others. */
  #chosen = new Map<string, AccountName | null>();
  #replaced = new Set<number>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  show(): void {
    if (this.#window !== null) {
      this.#window.present();
      return;
    }
    this.#found = this.#desk.importing.look();
    this.#source = { program: this.#found[0]?.program.id ?? ELSEWHERE, path: '', problem: '' };
    this.#step = { at: 'source' };
    this.#window = this.#desk.services.ports.windows.open(this.#model(), {
      used: (item, value) => {
        this.#used(item, value);
        this.#draw();
      },
      pressed: (button) => {
        this.#pressed(button);
        this.#draw();
      },
      closed: () => {
        this.#window = null;
      },
    });
  }

  #used(item: string, value: string): void {
    if (item === 'program') this.#source = { ...this.#source, program: value, problem: '' };
    else if (item === 'path') this.#source = { ...this.#source, path: value, problem: '' };
    else if (item === 'folder') this.#ask('folder');
    else if (item === 'file') this.#ask('open');
    else if (item.startsWith(ACCOUNT)) this.#assign(item.slice(ACCOUNT.length), value);
    else if (item.startsWith(REPLACE)) this.#replace(Number(item.slice(REPLACE.length)), value);
  }

  #pressed(button: string): void {
    switch (button) {
      case 'read':
        this.#read();
        break;
      case 'back':
        this.#step = { at: 'source' };
        break;
      case 'import':
        void this.#import();
        break;
    }
  }

  #ask(kind: 'folder' | 'open'): void {
    const title =
      kind === 'folder' ? _('The folder of the other program') : _('The file to import');
    const { paths } = this.#desk.services.ports;
    paths.ask({ kind, title, proposal: this.#source.path }, (path) => {
      this.#source = { ...this.#source, program: ELSEWHERE, path, problem: '' };
      this.#draw();
    });
  }

  /** What is wrong with a place stands beside it, and it can be mended there. */
  #read(): void {
    const { program, path } = this.#source;
    const known = this.#found.find((each) => each.program.id === program);
    const found = this.#desk.importing.read(known?.folders ?? [path.trim()]);
    this.#chosen = new Map();
    this.#replaced = new Set();
    const problem = typeof found === 'string' ? found : wholly(found);
    if (typeof found === 'string' || problem !== '') this.#source = { ...this.#source, problem };
    else this.#step = { at: 'plan', found };
  }

  #assign(from: string, account: string): void {
    const chosen = this.#accounts().find((each) => accountKey(each) === account);
    this.#replaced = new Set();
    this.#chosen.set(
      from,
      chosen === undefined ? null : { protocol: chosen.protocol, account: chosen.username },
    );
  }

  #replace(at: number, value: string): void {
    if (value === '1') this.#replaced.add(at);
    else this.#replaced.delete(at);
  }

  async #import(): Promise<void> {
    if (this.#step.at !== 'plan') return;
    const plan = this.#plan(this.#step.found);
    const replaced = plan.keys.filter((_key, at) => this.#replaced.has(at));
    this.#step = { at: 'busy' };
    const result = await this.#desk.importing.apply(plan, replaced);
    this.#step = { at: 'result', result };
    this.#draw();
  }

  #plan(found: Import): ImportPlan {
    return this.#desk.importing.plan(found, this.#chosen);
  }

  #accounts(): readonly AccountId[] {
    return this.#desk.services.ports.contacts.accounts();
  }

  #draw(): void {
    this.#window?.update(this.#model());
  }

  #model(): WindowModel {
    const step = this.#step;
    switch (step.at) {
      case 'source':
        return sourceModel(this.#found, this.#source);
      case 'plan': {
        const { contacts } = this.#desk.services.ports;
        const accounts = this.#accounts().map((account) => ({
          ...account,
          label: accountName(contacts, account),
        }));
        const program = programOf(step.found.program).name;
        const plan = this.#plan(step.found);
        return planModel({
          program,
          plan,
          accounts,
          replaced: this.#replaced,
          asked: this.#asked(step.found),
        });
      }
      case 'busy':
        return busyModel();
      case 'result':
        return resultModel(step.result);
    }
  }

  /** The other program's accounts of which the names do not tell whose they are. */
  #asked(found: Import): ReadonlySet<string> {
    const { accounts } = this.#desk.importing.plan(found);
    return new Set(accounts.flatMap(({ from, to }) => (to === null ? [foundAccountId(from)] : [])));
  }
}

/** Why there is nothing at all to import; '' when there is something. */
function wholly(found: Import): string {
  const isNothing = found.keys.length === 0 && found.fingerprints.length === 0;
  return isNothing ? problemTexts(found).join(' ') : '';
}
