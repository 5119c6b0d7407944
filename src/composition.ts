// SPDX-License-Identifier: GPL-2.0-or-later
import { Complaints } from './controller/complaints.js';
import { Controller } from './controller/controller.js';
import type { FilesPort } from './controller/files-port.js';
import { OwnTags } from './controller/instance-tag.js';
import { KnownKeys } from './controller/known-keys.js';
import { speak } from './controller/language.js';
import { OwnKeys } from './controller/own-keys.js';
import type { Ports } from './controller/ports.js';
import { Settings } from './controller/settings.js';
import { readSizes } from './controller/size-table.js';
import { generateDsaKey } from './crypto/dsa-generate.js';
import { fingerprintOf } from './crypto/fingerprint.js';
import { systemRandom } from './crypto/random.js';
import { PidginDecorations } from './pidgin/decorations.js';
import { PidginWindows } from './pidgin/windows.js';
import { SystemClock } from './purple/clock.js';
import { PurpleContacts } from './purple/contacts.js';
import { PurpleDialogs } from './purple/dialogs.js';
import { factsOn } from './purple/facts.js';
import type { Failure } from './purple/failure.js';
import { PurpleLog } from './purple/log.js';
import { PurpleMessages } from './purple/messages.js';
import type { Native } from './purple/native.js';
import { DiskFiles } from './purple/outside-files.js';
import { PurplePaths } from './purple/paths.js';
import { PurplePreferences } from './purple/preferences.js';
import { PurpleSessionBus } from './purple/session-bus.js';
import { RequestWindows } from './purple/request-windows.js';
import type { Run } from './purple/run.js';
import { PurpleTranslation } from './purple/translation.js';
import { Correspondent } from './session/correspondent.js';

/** Everything that lives from the plugin's load to its unload, put together. */
export function compose(native: Native, files: FilesPort, failure: Failure): Run {
  speak(new PurpleTranslation(native));
  const clock = new SystemClock((action) => {
    failure.guard('timer', action);
  });
  const { ports, ...carried } = portsOn(native, clock);
  const complaints = new Complaints(ports.dialogs);
  const keys = new OwnKeys(files, { generate: generateDsaKey, fingerprintOf }, complaints);
  const trust = new KnownKeys(files, complaints, () => clock.today());
  const tags = new OwnTags(files, systemRandom, complaints);
  const sizes = readSizes(files, ports.log);
  const controller = new Controller({
    ports,
    outside: new DiskFiles(),
    facts: factsOn(native, () => complaints.all),
    takesOver: native.takesOver(),
    tools: { random: systemRandom, now: () => clock.now() },
    settings: new Settings(ports.preferences, ports.contacts),
    trust,
    keys,
    tagOf: (contact) => tags.of(contact),
    sizes: () => sizes,
    create: (options) => new Correspondent(options),
  });
  const { requests, paths, windows } = carried;
  const stop = (): void => {
    clock.stop();
    for (const open of [requests, paths, windows]) open?.closeAll();
    for (const file of [keys, trust, tags]) file.close();
  };
  return { controller, ...carried, stop };
}

/** The controller's ports, and those of them that hear from the bridge by numbers. */
function portsOn(
  native: Native,
  clock: SystemClock,
): Pick<Run, 'requests' | 'paths' | 'windows'> & { readonly ports: Ports } {
  const paths = new PurplePaths(native);
  const requests = new RequestWindows(native);
  const windows = native.hasDecoration() ? new PidginWindows(native) : null;
  const ports = {
    messages: new PurpleMessages(native),
    contacts: new PurpleContacts(native),
    dialogs: new PurpleDialogs(native),
    windows: windows ?? requests,
    paths,
    decorations: new PidginDecorations(native),
    preferences: new PurplePreferences(native),
    sessionBus: new PurpleSessionBus(native),
    clock,
    log: new PurpleLog(native),
  };
  return { ports, requests, paths, windows };
}
