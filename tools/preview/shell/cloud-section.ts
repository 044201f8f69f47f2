/** What can go wrong between the phones and the cloud. */
import type { Hub } from '../hub/hub';
import { h } from '../runtime/dom';
import { button, choice, section } from './ui';

export function cloudSection(hub: Hub): HTMLElement {
  let latency = 0;
  const state = h('p', { class: 'quiet', testid: 'cloud-state' }, '下一次调用：正常');
  const fail = (next: 'timeout' | 'error', words: string) => {
    void hub.cloud.faults({ next }).then(() => {
      state.textContent = `下一次调用：${words}`;
    });
  };
  const delay = choice(
    '延迟 Latency',
    'cloud-latency',
    [
      [0, '无'],
      [300, '0.3 秒'],
      [1000, '1 秒'],
      [4000, '4 秒'],
    ] as const,
    () => latency as 0,
    (value) => {
      latency = value;
      void hub.cloud.faults({ latency });
    },
  );
  hub.cloud.onFaultUsed(() => {
    state.textContent = '下一次调用：正常';
  });
  return section(
    '云函数',
    'Cloud',
    delay.element,
    h(
      'div',
      { class: 'buttons' },
      button('下一次超时', 'cloud-timeout', () => fail('timeout', '超时')),
      button('下一次出错', 'cloud-error', () => fail('error', '出错')),
    ),
    state,
  );
}
