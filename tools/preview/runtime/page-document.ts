/** The empty document that every page gets, with WeChat's default looks. */
import css from './page.css';

export function writePageDocument(page: Document, theme: string): void {
  page.open();
  page.write(
    `<!DOCTYPE html><html lang="zh-CN" data-theme="${theme}"><head><meta charset="utf-8"><style>${css}</style></head><body><div id="root"></div></body></html>`,
  );
  page.close();
}
