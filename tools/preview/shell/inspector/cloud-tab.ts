/** Calls of cloud functions, newest first, each with what it asked of the database. */
import { shanghaiTime } from '../../clock';
import type { CloudRequest } from '../../cloud-port';
import { h } from '../../runtime/dom';
import { fold, type Opened, redraw } from './fold';
import { jsonView } from './json-view';
import type { Call } from './record';
import type { Looked, Tab } from './tab';
import { sizeWords } from './units';

export function cloudTab({ record }: Looked): Tab {
  const opened: Opened = new Set();
  const list = h('div', { class: 'tree', testid: 'inspect-calls' });
  let seen = -1;
  const refresh = () => {
    if (seen === record.version) return;
    seen = record.version;
    redraw(
      list,
      ...(record.calls.length === 0
        ? [h('p', { class: 'quiet' }, '打开以后还没有调用。 No call since this was opened.')]
        : record.calls.map((call, index) => line(call, String(record.calls.length - index)))),
    );
  };
  const line = (call: Call, path: string): HTMLElement => {
    const { name, data, answer, ms, time } = call;
    const requests = answer.requests ?? [];
    const database = requests.filter(isOperation);
    const words = [
      `${database.length} 次操作`,
      `${Math.round(ms)} ms`,
      `↑${sizeWords(record.size(data))} ↓${sizeWords(record.size(answer.result))}`,
    ];
    const summary = [
      h('time', {}, shanghaiTime(time).slice(11)),
      h('b', { class: answer.ok ? '' : 'bad' }, actionOf(name, data)),
      h('span', { class: 'value' }, words.join(' · ')),
    ];
    return fold(opened, path, summary, () => [
      jsonView('event', data, opened, path),
      answer.ok
        ? jsonView('result', answer.result, opened, path)
        : jsonView('error', { errCode: answer.errCode, errMsg: answer.errMsg }, opened, path),
      h('ol', { class: 'operations' }, ...requests.map((one) => h('li', {}, requestWords(one)))),
    ]);
  };
  return { id: 'cloud', words: ['云调用', 'Cloud'], element: list, refresh };
}

const isOperation = ({ action }: CloudRequest): boolean => action.startsWith('database.');

/** Many mini programs have one function that is told what to do. */
function actionOf(name: string, data: unknown): string {
  const { action, type, $url } = (data ?? {}) as { [field: string]: unknown };
  const what = [action, type, $url].find((one) => typeof one === 'string');
  return what === undefined ? name : `${name} · ${String(what)}`;
}

/** "getDocument people", with a mark where it is part of a transaction. */
const requestWords = ({ action, collection, inTransaction }: CloudRequest): string =>
  [action.replace(/^database\./, ''), collection, inTransaction && '· 事务 transaction']
    .filter(Boolean)
    .join(' ');
