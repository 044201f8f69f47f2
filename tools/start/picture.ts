/** Keeps a picture in docs/ as it is until it looks otherwise: a clock's minute is no change to review. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** How far a colour must be off to be seen, of 255. */
const SEEN = 24;
/** What part of a picture may be: digits of a clock are less, a row of a list is more. */
const MAY = 1 / 500;

/**
 * Writes a PNG where there is none that looks the same.
 * @param page draws both.
 * @returns whether it was written
 */
export async function keepPicture(page: Page, file: string, png: Buffer): Promise<boolean> {
  if (existsSync(file) && (await difference(page, readFileSync(file), png)) <= MAY) return false;
  writeFileSync(file, png);
  return true;
}

/** What part of the pixels is seen to differ; 1 where the sizes do. */
export function difference(page: Page, one: Buffer, other: Buffer): Promise<number> {
  return page.evaluate(
    async ({ pictures, seen }) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const picture = new Image();
          picture.src = `data:image/png;base64,${base64}`;
          await picture.decode();
          const { naturalWidth: width, naturalHeight: height } = picture;
          const context = Object.assign(document.createElement('canvas'), {
            width,
            height,
          }).getContext('2d')!;
          context.drawImage(picture, 0, 0);
          return context.getImageData(0, 0, width, height);
        }),
      );
      if (a?.width !== b?.width || a?.height !== b?.height) return 1;
      let differing = 0;
      for (let at = 0; at < a!.data.length; at += 4) {
        const far = [0, 1, 2].some((c) => Math.abs(a!.data[at + c]! - b!.data[at + c]!) > seen);
        if (far) differing += 1;
      }
      return (differing * 4) / a!.data.length;
    },
    { pictures: [one, other].map((png) => png.toString('base64')), seen: SEEN },
  );
}
