/** A chat to practise with: it behaves as a real one does, and nothing of it leaves the page. */
import type { Diagnostics, Said } from '../../contract/api';
import { now } from '../../lib/clock';
import { AppError } from '../../phone/errors';
import { deskWords } from '../../words/desk';
import { textOf } from '../../words/index';
import type { Talk } from './talk';

const ANSWERS = 5;
const WINDOW_SECONDS = 48 * 3600;

export interface SampleTalk extends Talk {
  /** The person in it says something. */
  hear(): void;
}

export function sampleTalk(model: string): SampleTalk {
  const said: Said[] = [];
  let left = 0;
  let closed = false;
  let heardAt = now();
  const lines = () => textOf(deskWords).deskSampleLines;
  const add = (by: Said['by'], text: string) =>
    said.unshift({ id: String(said.length), at: now(), by, kind: 'text', text, sure: true });
  const hear = () => {
    const heard = said.filter(({ by }) => by === 'person').length;
    add('person', lines()[Math.min(heard, lines().length - 1)]!);
    left = ANSWERS;
    heardAt = now();
    closed = false;
  };
  hear();
  return {
    hear,
    async read() {
      return {
        messages: [...said],
        mark: '8F3A',
        state: closed ? 'closed' : said[0]!.by === 'desk' ? 'answered' : 'open',
        ...{ left, until: heardAt + WINDOW_SECONDS, model, diagnostics: diagnosticsOf(model) },
      };
    },
    async reply(text) {
      if (left === 0) throw new AppError('quota-used', 'five answers');
      left -= 1;
      add('desk', text);
    },
    async close() {
      closed = true;
    },
    picture: async () => '',
  };
}

const diagnosticsOf = (model: string): Diagnostics => ({
  ...{ model, protocol: 'wechat-airsync', firmware: '3.0.9', lastError: 'disconnected' },
  phone: { system: 'iOS 18.1', wechat: '8.0.56' },
  syncs: [true, false, true, true, false, true, false, true, true, false].map((ok, ago) => ({
    ...{ at: now() - (ago + 1) * 3600, ok, stage: ok ? 'release' : 'read' },
    code: ok ? null : 'disconnected',
  })),
  errors: [],
});
