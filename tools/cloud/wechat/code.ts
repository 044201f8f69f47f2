/**
 * The payload of the pictures `wxacode.*` returns here. WeChat's round code cannot be made outside
 * WeChat, so the picture is a QR code that the preview's scanner reads.
 */

export interface CodeTarget {
  /** Page path without a leading slash; empty for the home page. */
  page: string;
  /** `scene` of getUnlimited, decoded; empty when there is none. */
  scene: string;
  /** Query of the page (createQRCode, get). */
  query: string;
}

const PREFIX = 'weixin://local/wxacode?';

export function codePayload(target: CodeTarget): string {
  const { page, scene, query } = target;
  return `${PREFIX}${new URLSearchParams({ page, scene, query })}`;
}

/** The target of a scanned text, or undefined when it is not one of ours. */
export function parseCodePayload(text: string): CodeTarget | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const params = new URLSearchParams(text.slice(PREFIX.length));
  return {
    page: params.get('page') ?? '',
    scene: params.get('scene') ?? '',
    query: params.get('query') ?? '',
  };
}
