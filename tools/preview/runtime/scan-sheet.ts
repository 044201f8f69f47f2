/** What the camera "sees": the codes on the virtual bands' boxes, or any text. */
import { h } from './dom';
import type { Overlays } from './overlays';

export interface ScannedCode {
  text: string;
  /** Page path of a mini-program code. */
  path?: string;
}

interface BandCodes {
  title: string;
  link: string | null;
  path: string;
}

export function chooseCode(overlays: Overlays, codes: BandCodes[]): Promise<ScannedCode | null> {
  return new Promise((resolve) => {
    const done = (code: ScannedCode | null) => {
      resolve(code);
      panel.close();
    };
    const field = h('input', {
      placeholder: '粘贴任意内容',
      'aria-label': '任意内容',
      testid: 'scan-text',
    });
    const body = h(
      'div',
      { class: 'panel-body' },
      h(
        'form',
        {
          class: 'field',
          onsubmit: (event: Event) => {
            event.preventDefault();
            done({ text: field.value });
          },
        },
        field,
        h('button', { class: 'primary', testid: 'scan-use' }, '扫这个'),
      ),
    );
    for (const [index, { title, link, path }] of codes.entries()) {
      const item = (testid: string, name: string, shown: string, code: ScannedCode) =>
        h(
          'button',
          { class: 'sheet-item', testid, onclick: () => done(code) },
          name,
          h('small', {}, shown),
        );
      if (link) body.append(item(`scan-link-${index}`, `${title} 二维码`, link, { text: link }));
      body.append(item(`scan-code-${index}`, `${title} 小程序码`, path, { text: '', path }));
    }
    const panel = overlays.panel('扫一扫', body, () => resolve(null));
  });
}
