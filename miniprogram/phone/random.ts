/** Random bytes for keys: WeChat's generator answers later, so some are fetched ahead. */

/** More than any log-in takes. */
const AHEAD = 2048;

/** A source of random bytes; where WeChat has no generator, an ordinary one. */
export async function randomSource(): Promise<(bytes: number) => Uint8Array> {
  let pool = await fetchAhead();
  return (bytes) => {
    if (bytes > pool.length) return Uint8Array.from({ length: bytes }, ordinary);
    const taken = pool.slice(0, bytes);
    pool = pool.subarray(bytes);
    return taken;
  };
}

const ordinary = () => Math.floor(Math.random() * 256);

const fetchAhead = (): Promise<Uint8Array> =>
  new Promise((resolve) => {
    if (!wx.getRandomValues) return resolve(new Uint8Array(0));
    wx.getRandomValues({
      length: AHEAD,
      success: ({ randomValues }) => resolve(new Uint8Array(randomValues)),
      fail: () => resolve(new Uint8Array(0)),
    });
  });
