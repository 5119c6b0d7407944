// SPDX-License-Identifier: GPL-2.0-or-later

const LF = 0x0a;

/** The lines of a stream without their LF. Bytes, since only LF ends a line and CR is content. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // A list, since joining at every chunk would take quadratic time on a line of megabytes.
  let unfinished: Buffer[] = [];
  for await (let chunk of chunks) {
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF)) {
      yield Buffer.concat([...unfinished, chunk.subarray(0, end)]);
      unfinished = [];
      chunk = chunk.subarray(end + 1);
    }
    unfinished.push(chunk);
  }
  const last = Buffer.concat(unfinished);
  if (last.length > 0) yield last;
}
