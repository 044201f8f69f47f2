/**
 * The code that opened the app: it leads to the add page, once there is a page to go from. WeChat
 * repeats an entry's options each time the app is shown; a code is told once.
 */

/** Where codes lead; it reads its own query when it is opened itself. */
const ADD_PAGE = 'packages/add/add';

/** Where a card that was sent into a group leads. */
const RANKING_PAGE = 'pages/ranking/ranking';

/** The ticket of the group whose card was opened last, and whether its board was not yet. */
let ticket = '';
let groupWaits = false;

/** The scan that was told last, or is being told; and the one that waits. */
let told = '';
let waiting: { code: string; mark: string } | null = null;

/** Notes the code of an entry. `known`: whether it is one of ours. */
export function noteEntry(options: WxOpening, known: (code: string) => boolean): void {
  noteGroup(options);
  const { q, scene, scancode_time: time } = options.query ?? {};
  const code = typeof q === 'string' ? q : typeof scene === 'string' ? scene : '';
  const mark = `${code}|${String(time ?? '')}`;
  if (code === '' || mark === told) return;
  if (options.path === ADD_PAGE || !known(code)) told = mark;
  else waiting = { code, mark };
}

function noteGroup({ path, shareTicket }: WxOpening): void {
  if (!shareTicket || shareTicket === ticket) return;
  ticket = shareTicket;
  groupWaits = path === RANKING_PAGE;
}

/** Whether a card in a group led to 排行 since this was asked last. */
export function takeGroupEntrance(): boolean {
  const waits = groupWaits;
  groupWaits = false;
  return waits;
}

/** Opens the add page for the code that waits. Without a page to go from it goes on waiting. */
export function openNoted(): void {
  const noted = waiting;
  if (!noted || getCurrentPages().length === 0) return;
  waiting = null;
  told = noted.mark;
  const again = () => {
    waiting ??= noted;
    told = '';
  };
  try {
    wx.navigateTo({
      url: `/${ADD_PAGE}?q=${encodeURIComponent(noted.code)}`,
      fail: again,
    });
  } catch {
    again();
  }
}
