/** Where the browser finds what a page's `src` means. */
import { fileUrl } from '../wx/files';
import { phone } from './phone';

/** `owner` is the component that names it; null when it would need the network. */
export async function urlOf(src: string, owner: string): Promise<string | null> {
  if (/^(data|blob):/.test(src)) return src;
  if (src.startsWith('wxfile://')) return fileUrl(src);
  if (src.startsWith('cloud://')) return `/__cloud/file/${encodeURIComponent(src)}`;
  if (src.startsWith('/__cloud/')) return src;
  if (/^https?:\/\//.test(src)) return null;
  return phone.assetUrl(src, owner);
}
