// SPDX-License-Identifier: GPL-2.0-or-later
import * as fs from 'node:fs';

/**
 * Names a process among all that there have been: its number and its start time. The number alone
 * is another's sooner or later, be it only a thread's. Null: no such process is running.
 */
export function processName(pid: number = process.pid): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // Field 22, counted after the command's name, which may hold anything.
    const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
    return `${pid}-${start}`;
  } catch {
    return null;
  }
}

/** Whether the process with this name is running. */
export function isRunning(name: string): boolean {
  return processName(Number.parseInt(name, 10)) === name;
}
