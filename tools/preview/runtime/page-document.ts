/** The empty document that every page gets, with WeChat's default looks. */
import css from './page.css';
import secondCss from './page-v2.css';

/** @param style app.json's `style`: "v2" asks for the newer looks. */
export function writePageDocument(page: Document, theme: string, style: unknown): void {
  const looks = style === 'v2' ? css + secondCss : css;
  page.open();
  page.write(
    `<!DOCTYPE html><html lang="zh-CN" data-theme="${theme}"><head><meta charset="utf-8"><style>${looks}</style></head><body><div id="root"></div></body></html>`,
  );
  page.close();
}
