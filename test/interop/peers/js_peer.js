#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
// js_peer: the npm package `otr` 0.2.16 behind the OTR peer line protocol (see README.md).
//
//   node js_peer.js --dir DIR --account NAME --peer NAME [--import KEYFILE] [--policy POLICY]
//                   [--fragsize N] [--ake-r fixed|low]
//
// The library treats the AKE key r as a number, and so one AKE in 16 fails: when r starts with a
// zero nibble.  `--ake-r fixed` repairs that; with `--ake-r low` its own r always starts so.
'use strict'
const fs = require('fs')
const path = require('path')
const readline = require('readline')

const LACKS = ['age', 'trust', 'fingerprints', 'libotr-files']
const POLICIES = {
  never: '',
  manual: 'v2,v3',
  opportunistic: 'v2,v3,tag,tagstart,errstart',
  always: 'v2,v3,require,tagstart,errstart',
}
const STATES = ['plaintext', 'encrypted', 'finished']

const library = path.dirname(require.resolve('otr'))
const { OTR, DSA } = require(library)
const bigint = require(path.join(library, 'vendor', 'bigint.js'))

// The library keeps bytes in strings, one character each.
const bytes = s => Buffer.from(s, 'latin1')
const hex = s => bytes(s || '').toString('hex')

function emit (ev, fields) {
  fs.writeSync(1, JSON.stringify({ ev, ...fields }) + '\n')
}

function parseArgs (argv) {
  const options = { dir: '.', account: 'alice', peer: 'bob', policy: 'opportunistic', fragsize: '0' }
  for (let i = 0; i < argv.length; i += 2) {
    if (!argv[i].startsWith('--') || argv[i + 1] === undefined) {
      console.error('usage: js_peer.js --dir DIR --account NAME --peer NAME [...]')
      process.exit(2)
    }
    options[argv[i].slice(2)] = argv[i + 1]
  }
  return options
}

function changeAkeR (mode) {
  const { randBigInt, bigInt2str } = bigint
  const digits = n => bigInt2str(n, 16)
  const limit = bigint.str2bigInt('1' + '0'.repeat(31), 16)
  bigint.randBigInt = (bits, ...rest) => {
    let n = randBigInt(bits, ...rest)
    if (bits === 128 && mode === 'low') return bigint.mod(n, limit)
    while (bits === 128 && digits(n).length < 32) n = randBigInt(bits, ...rest)
    return n
  }
  if (mode === 'fixed') { // the library makes hexadecimal digits of nothing else
    bigint.bigInt2str = (n, base) => base === 16 ? digits(n).padStart(32, '0') : bigInt2str(n, base)
  }
}

function loadKey (options) {
  const file = path.join(options.dir, 'js.key')
  let key
  if (options.import) key = new DSA(DSA.parsePrivate(fs.readFileSync(options.import, 'latin1'), true))
  else if (fs.existsSync(file)) return DSA.parsePrivate(fs.readFileSync(file, 'utf8'))
  else key = new DSA()
  fs.writeFileSync(file, key.packPrivate())
  return key
}

function loadInstanceTag (options) {
  const file = path.join(options.dir, 'js.instance_tag')
  if (!fs.existsSync(file)) fs.writeFileSync(file, hex(OTR.makeInstanceTag()))
  return Buffer.from(fs.readFileSync(file, 'utf8'), 'hex').toString('latin1')
}

const options = parseArgs(process.argv.slice(2))
fs.mkdirSync(options.dir, { recursive: true })
if (options['ake-r']) changeAkeR(options['ake-r'])
const key = loadKey(options)
const otr = new OTR({
  priv: key,
  fragment_size: Number(options.fragsize),
  instance_tag: loadInstanceTag(options),
})
let secureWith = null // fingerprint of the session that was reported
let unencrypted = false // the library warned about the text that comes next
let injected = 0

function setPolicy (text) {
  const words = (POLICIES[text] === undefined ? text : POLICIES[text]).split(',')
  const has = word => words.includes(word)
  otr.ALLOW_V2 = has('v2')
  otr.ALLOW_V3 = has('v3')
  otr.REQUIRE_ENCRYPTION = has('require')
  otr.SEND_WHITESPACE_TAG = has('tag')
  otr.WHITESPACE_START_AKE = has('tagstart')
  otr.ERROR_START_AKE = has('errstart')
}

otr.on('io', message => {
  const plain = otr.msgstate === 0 && !message.startsWith('?OTR')
  const wire = Buffer.from(message, plain ? 'utf8' : 'latin1')
  injected++
  emit('inject', { b64: wire.toString('base64'), len: wire.length })
})

otr.on('ui', (text, encrypted) => {
  const buffer = Buffer.from(text, encrypted ? 'utf8' : 'latin1')
  emit('display', {
    b64: buffer.toString('base64'),
    text: buffer.toString('utf8'),
    private: encrypted,
    warned: unencrypted,
  })
  unencrypted = false
})

otr.on('error', (text, severity) => {
  if (text === 'Received an unencrypted message.') unencrypted = true
  emit('notice', { code: String(severity), text: String(text) })
})

otr.on('status', status => {
  if (status === OTR.CONST.STATUS_AKE_SUCCESS) {
    const fp = otr.their_priv_pk.fingerprint()
    emit('state', {
      state: secureWith === fp ? 'still_secure' : 'gone_secure',
      version: otr.ake.otr_version === OTR.CONST.OTR_VERSION_3 ? 3 : 2,
      ssid: hex(otr.ssid),
      fp,
    })
    secureWith = fp
  } else if (status === OTR.CONST.STATUS_END_OTR) {
    emit('state', { state: otr.msgstate === 2 ? 'finished' : 'gone_insecure' })
    secureWith = null
  }
})

otr.on('smp', (type, data) => {
  if (type === 'question') {
    emit('smp', data ? { event: 'ASK_FOR_ANSWER', question: data } : { event: 'ASK_FOR_SECRET' })
  } else emit('smp', { event: type === 'abort' ? 'ABORT' : data ? 'SUCCESS' : 'FAILURE' })
})

otr.on('file', (type, symkey, name) => {
  emit('symkey', {
    sent: type === 'send',
    use: 1,
    usedata: Buffer.from(name, 'utf8').toString('hex'),
    key: hex(symkey),
  })
})

function emitStatus () {
  emit('context', {
    msgstate: STATES[otr.msgstate],
    theirs: hex(otr.their_instance_tag),
    our_keyid: otr.our_keyid,
    their_keyid: otr.their_keyid,
  })
}

function send (text) {
  injected = 0
  otr.sendMsg(text)
}

const commands = {
  recv: arg => otr.receiveMsg(Buffer.from(arg, 'base64').toString('latin1')),
  recvfile: arg => otr.receiveMsg(fs.readFileSync(arg, 'latin1')),
  send,
  sendb64: arg => send(Buffer.from(arg, 'base64').toString('utf8')),
  start: () => otr.sendQueryMsg(),
  end: () => otr.endOtr(),
  'smp-start': arg => otr.smpSecret(arg),
  'smp-ask': arg => otr.smpSecret(arg.split(' :: ')[1], arg.split(' :: ')[0]),
  'smp-respond': arg => otr.smpSecret(arg),
  'smp-abort': () => {
    if (!otr.sm) otr._smInit()
    otr.sm.abort()
  },
  symkey: arg => otr.sendFile(Buffer.from(arg.split(' ')[1] || '', 'hex').toString('utf8')),
  policy: setPolicy,
  fragsize: arg => { otr.fragment_size = Number(arg) },
  status: emitStatus,
  quit: () => {},
}

// The library sends from timers: a command is done when its queue stays empty.
function drained (then) {
  let idle = 0
  const look = () => {
    idle = otr.outgoing.length ? 0 : idle + 1
    if (idle > 2) then()
    else setTimeout(look, 1)
  }
  look()
}

const waiting = []
let busy = false

function next () {
  if (busy || !waiting.length) return
  busy = true
  const line = waiting.shift()
  const space = line.indexOf(' ')
  const name = space < 0 ? line : line.slice(0, space)
  try {
    const run = commands[name]
    if (run) run(space < 0 ? '' : line.slice(space + 1))
    else emit('error', { what: 'unknown command' })
  } catch (e) {
    emit('exception', { what: `${e.name}: ${e.message}`.slice(0, 200) })
  }
  drained(() => {
    if (name.startsWith('send') && !injected) emit('suppressed')
    emit('done', { cmd: name })
    if (name === 'quit') process.exit(0)
    busy = false
    next()
  })
}

setPolicy(options.policy)
emit('ready', {
  impl: 'js',
  account: options.account,
  peer: options.peer,
  fp: key.fingerprint(),
  instag: hex(otr.our_instance_tag),
  versions: [2, 3],
  lacks: LACKS,
})
readline.createInterface({ input: process.stdin }).on('line', line => {
  if (line && !line.startsWith('#')) waiting.push(line)
  next()
})
