/** Bugs of makers, planted in drivers and virtual bands, each with the clause that names it. */

export interface Mutant {
  /** What the maker got wrong. */
  bug: string;
  /** Its protocol. */
  id: string;
  clause: string;
  /** The virtual band it shows with; the first where absent. */
  band?: string;
  edits: readonly (readonly [file: string, from: string, to: string])[];
}

export const MUTANTS: readonly Mutant[] = [
  {
    bug: 'the month counts from 0, in the driver and the virtual band alike',
    id: 'codoon',
    clause: 'says',
    edits: [
      [
        'codec.ts',
        'return [year % 100, month, day, hour, minute, second].map(toBcd);',
        'return [year % 100, month - 1, day, hour, minute, second].map(toBcd);',
      ],
      [
        'codec.ts',
        'const civil = { year: 2000 + yy!, month, day, hour, minute, second } as Civil;',
        'const civil = { year: 2000 + yy!, month: month! + 1, day, hour, minute, second } as Civil;',
      ],
    ],
  },
  {
    bug: 'the band is told UTC for its own time',
    id: 'codoon',
    clause: 'shows',
    edits: [
      [
        'driver.ts',
        'encodeSetTime(context.now() + context.offsetSeconds)',
        'encodeSetTime(context.now())',
      ],
    ],
  },
  {
    bug: 'the band is always told the time of Shanghai',
    id: 'codoon',
    clause: 'shows',
    edits: [
      [
        'driver.ts',
        'encodeSetTime(context.now() + context.offsetSeconds)',
        'encodeSetTime(context.now() + 28_800)',
      ],
    ],
  },
  {
    bug: 'the checksum is not looked at',
    id: 'codoon',
    clause: 'checksum',
    edits: [
      [
        'frame.ts',
        "if (sum(value, value.length - 1) !== value[value.length - 1]) return fail('checksum');",
        '',
      ],
    ],
  },
  {
    bug: 'what could not be read is erased with the rest',
    id: 'codoon',
    clause: 'flips',
    edits: [
      [
        'run.ts',
        'if (this.erased || !this.complete || this.count !== count) return;',
        'if (this.erased || this.count !== count) return;',
      ],
    ],
  },
  {
    bug: 'what was walked while reading is erased unread',
    id: 'codoon',
    clause: 'walks',
    edits: [
      [
        'run.ts',
        'if (stored.value !== count || !(await this.lastIsSame(count))) {',
        'if (false) {',
      ],
    ],
  },
  {
    bug: 'the clock is set although days are stored that it dated',
    id: 'codoon',
    clause: 'steady',
    edits: [
      [
        'driver.ts',
        "if (clock.state === 'right' || count.value === 0) await setClock(dialogue, context);",
        'await setClock(dialogue, context);',
      ],
    ],
  },
  {
    bug: 'any band answers for the one that is meant',
    id: 'codoon',
    clause: 'identity',
    edits: [
      [
        'driver.ts',
        'serialFor([id.value], dialogue, context)',
        'serialFor([id.value], dialogue, { ...context, expectedSerial: null })',
      ],
    ],
  },
  {
    bug: 'the goal never reaches the band',
    id: 'codoon',
    clause: 'shows',
    edits: [['driver.ts', 'if (context.goal !== null) await setGoal(dialogue, context.goal);', '']],
  },
  {
    bug: 'progress is a percentage',
    id: 'codoon',
    clause: 'progress',
    edits: [
      [
        'run.ts',
        'this.progress = Math.max(this.progress, this.index / this.count);',
        'this.progress = (100 * this.index) / this.count;',
      ],
    ],
  },
  {
    bug: 'metres and kilocalories change places',
    id: 'codoon',
    clause: 'features',
    edits: [
      [
        'stream.ts',
        'steps: first, kcal: second, metres: third',
        'steps: first, kcal: third, metres: second',
      ],
    ],
  },
  {
    bug: 'a feature is claimed that there is not',
    id: 'codoon',
    clause: 'shows',
    edits: [
      ['driver.ts', '  ...card,', "  ...card,\n  features: { ...card.features, find: 'assumed' },"],
    ],
  },
  {
    bug: 'a frame that cannot be read is not told',
    id: 'codoon',
    clause: 'flips',
    edits: [['run.ts', '      faults.push(fault);', '']],
  },
  {
    bug: 'sleep is read and thrown away',
    id: 'codoon',
    clause: 'features',
    edits: [['run.ts', '      sleep: decoded.sleep,', '']],
  },
  {
    bug: 'the battery is read from the octet beside it',
    id: 'codoon',
    clause: 'vectors',
    edits: [['codec.ts', 'payload.length > 12 ? payload[12]', 'payload.length > 12 ? payload[11]']],
  },
  {
    bug: 'the virtual band ignores the time it is told',
    id: 'codoon',
    clause: 'clock',
    edits: [['virtual/band.ts', 'this.setClock(time.value);', '']],
  },
  {
    bug: 'month and day change places, on both sides',
    id: 'lefun',
    clause: 'vectors',
    edits: [
      [
        'codec.ts',
        'return [year - FIRST_YEAR, month, day, hour',
        'return [year - FIRST_YEAR, day, month, hour',
      ],
      ['codec.ts', 'const month = bytes[at + 1]!;', 'const month = bytes[at + 2]!;'],
      ['codec.ts', 'const day = bytes[at + 2]!;', 'const day = bytes[at + 1]!;'],
    ],
  },
  {
    bug: 'a day that could not be read is passed over',
    id: 'lefun',
    clause: 'flips',
    edits: [['run.ts', 'if (this.complete && day < newest)', 'if (day < newest)']],
  },
  {
    bug: 'the clock is set before what it dated is read',
    id: 'lefun',
    clause: 'looked',
    edits: [
      [
        'driver.ts',
        'if (right) await dialogue.ask(COMMANDS.time,',
        'await dialogue.ask(COMMANDS.time,',
      ],
    ],
  },
  {
    bug: 'the CRC is not looked at',
    id: 'lefun',
    clause: 'checksum',
    edits: [['frame.ts', "if (crc8(value, end) !== value[end]) return fail('checksum');", '']],
  },
  {
    bug: 'frames are longer than they say',
    id: 'lefun',
    clause: 'checksum',
    edits: [
      ['frame.ts', "if (value[1] !== value.length) return fail('length');", ''],
      ['frame.ts', 'const end = value.length - 1;', 'const end = value[1]! - 1;'],
      [
        'frame.ts',
        'payload: value.subarray(3, end) });',
        'payload: value.subarray(3, value.length - 1) });',
      ],
    ],
  },
  {
    bug: 'days are counted from the second',
    id: 'lefun',
    clause: 'progress',
    edits: [
      ['run.ts', 'const done = day - this.oldest + 1;', 'const done = day - this.oldest + 2;'],
    ],
  },
  {
    bug: 'a find that asks nobody',
    id: 'lefun',
    clause: 'shows',
    edits: [
      [
        'run.ts',
        'const found = await dialogue.ask(COMMANDS.find, [], decodeDone);',
        'const found = true;',
      ],
    ],
  },
  {
    bug: 'a ring is told UTC',
    id: 'colmi',
    clause: 'shows',
    edits: [
      ['driver.ts', "encodeSetTime(now() + offsetSeconds, 'zh')", "encodeSetTime(now(), 'zh')"],
    ],
  },
  {
    bug: 'steps are big-endian, on both sides',
    id: 'colmi',
    clause: 'vectors',
    edits: [
      ['steps.ts', 'const steps = word(8) ?? 0;', 'const steps = payload[8]! * 256 + payload[9]!;'],
      [
        'steps.ts',
        'payload.set(littleEndian(value ?? 0xffff, 2), 6 + i * 2);',
        'payload.set(i === 1 ? littleEndian(value ?? 0, 2).reverse() : littleEndian(value ?? 0, 2), 6 + i * 2);',
      ],
    ],
  },
  {
    bug: 'a quarter of an hour is told in two readings of one start',
    id: 'colmi',
    clause: 'truth',
    edits: [
      [
        'run.ts',
        'return [{ ...own, steps }];',
        'return [{ ...own, steps: steps >> 1 }, { ...own, steps: steps - (steps >> 1) }];',
      ],
    ],
  },
  {
    bug: 'a day that could not be read is passed over',
    id: 'colmi',
    clause: 'flips',
    edits: [['run.ts', 'if (this.complete) this.cursor =', 'this.cursor =']],
  },
  {
    bug: 'quarters count from one',
    id: 'colmi',
    clause: 'truth',
    edits: [
      [
        'steps.ts',
        'null : date + quarter * QUARTER_SECONDS;',
        'null : date + (quarter + 1) * QUARTER_SECONDS;',
      ],
    ],
  },
  {
    bug: 'the virtual ring does not notice that it is looked for',
    id: 'colmi',
    clause: 'shows',
    edits: [['virtual/band.ts', 'this.found++;', '']],
  },
  {
    bug: 'the zone is in hours, on both sides',
    id: 'mi-band-2',
    clause: 'says',
    edits: [['band-time.ts', 'const QUARTER_SECONDS = 900;', 'const QUARTER_SECONDS = 3600;']],
  },
  {
    bug: 'the week begins with 0',
    id: 'mi-band-2',
    clause: 'says',
    edits: [
      [
        'band-time.ts',
        'const weekday = ((civilWeekday(time.at + time.offsetSeconds) + 6) % 7) + 1;',
        'const weekday = (civilWeekday(time.at + time.offsetSeconds) + 6) % 7;',
      ],
    ],
  },
  {
    bug: 'the clock is set although a transfer stayed on the band',
    id: 'mi-band-2',
    clause: 'steady',
    edits: [['driver.ts', "if (clock?.state === 'right' && time) {", 'if (time) {']],
  },
  {
    bug: 'it is asked for no more than so many pieces, and the rest is not told',
    id: 'mi-band-2',
    clause: 'scattered',
    edits: [
      [
        'run.ts',
        'if (this.asked && at >=',
        'if (++this.repeats > 200) return null;\n      if (this.asked && at >=',
      ],
      ['run.ts', 'this.repeats = 0;', ''],
    ],
  },
  {
    bug: 'progress goes back',
    id: 'mi-band-2',
    clause: 'progress',
    edits: [
      [
        'run.ts',
        'this.progress = Math.min(0.99, Math.max(this.progress, share));',
        'this.progress = Math.min(0.99, Math.max(0, 1 - share));',
      ],
    ],
  },
  {
    bug: 'the virtual band dates by the right clock what a wrong one shows',
    id: 'mi-band-2',
    clause: 'weeks',
    edits: [
      [
        'virtual/band.ts',
        'this.memory.walk({ at: this.options.now(), steps }, this.clockError);',
        'this.memory.walk({ at: this.options.now(), steps }, 0);',
      ],
    ],
  },
  {
    bug: 'no zone is told',
    id: 'infinitime',
    clause: 'says',
    edits: [
      [
        '../common/standard.ts',
        'encodeLocalTime(localTimeOf(offsetSeconds))',
        'encodeLocalTime(localTimeOf(0))',
      ],
    ],
  },
  {
    bug: 'a heart is watched by its steps',
    id: 'infinitime',
    clause: 'features',
    edits: [
      ['driver.ts', "if (what === 'heart-rate') return watchHeartRate(session, context.now);", ''],
    ],
  },
  {
    bug: 'a total of an unknown day is dropped in silence',
    id: 'infinitime',
    clause: 'told',
    edits: [['driver.ts', 'if (fault) faults.push(unbelieved(fault, encodeSteps(steps)));', '']],
  },
  {
    bug: 'distance and energy change their flags, on both sides',
    id: 'wechat-pedometer',
    clause: 'vectors',
    edits: [
      ['codec.ts', 'const DISTANCE = 0x02;', 'const DISTANCE = 0x04;'],
      ['codec.ts', 'const ENERGY = 0x04;', 'const ENERGY = 0x02;'],
    ],
  },
  {
    bug: 'a goal says how far as well',
    id: 'wechat-pedometer',
    clause: 'says',
    edits: [
      [
        'driver.ts',
        'encodeMeasurement({ steps: context.goal })',
        'encodeMeasurement({ steps: context.goal, metres: 0 })',
      ],
    ],
  },
  {
    bug: 'the band is told that we have it before we have',
    id: 'wechat-airsync',
    clause: 'release',
    edits: [
      [
        'driver.ts',
        'if (request.ok) return this.counts(request.value, seq, faults);',
        'if (request.ok) { await this.answer(seq, STATUS.ok, encodeWristbandResponse({ code: STATUS.ok })); return this.counts(request.value, seq, faults); }',
      ],
    ],
  },
  {
    bug: 'local time is told for UTC',
    id: 'wechat-airsync',
    clause: 'shows',
    edits: [
      [
        'login.ts',
        'if (wanted & FILTER.time) fields.time = utc;',
        'if (wanted & FILTER.time) fields.time = utc + offsetSeconds;',
      ],
    ],
  },
  {
    bug: 'whoever logs in is ours',
    id: 'wechat-airsync',
    clause: 'identity',
    edits: [
      [
        'login.ts',
        'return expected === null || serial === expected ? serial : null;',
        'return serial;',
      ],
    ],
  },
  {
    bug: 'the month counts from 1, on both sides',
    id: 'mi-band',
    clause: 'says',
    edits: [
      [
        'clock.ts',
        'return [year - 2000, month - 1, day, hour',
        'return [year - 2000, month, day, hour',
      ],
      ['clock.ts', 'const month = 1 + reader.u8();', 'const month = reader.u8();'],
    ],
  },
  {
    bug: 'a wrong clock is set before anything is read',
    id: 'mi-band',
    clause: 'looked',
    edits: [
      [
        'driver.ts',
        "if (clock?.state === 'right') await tell(session, encodeClock",
        'await tell(session, encodeClock',
      ],
    ],
  },
  {
    bug: 'zones behind UTC are written as one signed octet',
    id: 'huawei',
    clause: 'shows',
    edits: [['messages.ts', 'hours < 0 ? 128 - hours : hours, minutes', 'hours & 0xff, minutes']],
  },
  {
    bug: 'the goal is forgotten',
    id: 'huawei',
    clause: 'shows',
    edits: [
      [
        'driver.ts',
        "if (goal !== null) await optional(dialogue.ask('setGoal', setGoalRequest(goal)));",
        '',
      ],
    ],
  },
  {
    bug: 'the virtual band answers with the clock it was just told',
    id: 'huawei',
    clause: 'corrected',
    edits: [
      [
        'virtual/band.ts',
        'return tlvNumber(0x01, before, 4);',
        'return tlvNumber(0x01, this.bandNow(), 4);',
      ],
    ],
  },
  {
    bug: 'the goal is written where another one is',
    id: 'ihealth',
    clause: 'shows',
    edits: [
      [
        'driver.ts',
        'goals: [goal, second, third] as const',
        'goals: [first, second, goal] as const',
      ],
    ],
  },
  {
    bug: 'the zone is left out',
    id: 'lifesense',
    clause: 'shows',
    edits: [
      [
        'a5-answers.ts',
        'encodeLogin(now, context.offsetSeconds, version !== null)',
        'encodeLogin(now, 0, version !== null)',
      ],
    ],
  },
  {
    bug: 'seconds are counted from 2000, on both sides',
    id: 'lifesense',
    clause: 'says',
    edits: [
      ['a2.ts', 'export const A2_EPOCH = 1_262_304_000;', 'export const A2_EPOCH = 946_684_800;'],
    ],
  },
  {
    bug: 'the wearer is told a goal in thousands',
    id: 'bluetooth-sig',
    clause: 'shows',
    edits: [
      [
        'goal.ts',
        'const goal = Math.min(MOST_GOAL, Math.max(0, Math.round(steps)));',
        'const goal = Math.round(steps / 1000);',
      ],
    ],
  },
];
