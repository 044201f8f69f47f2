/** Another page's subpackage has this; it runs when it is first asked for. */
wx.setStorageSync('ran', 'ran');
export const word = '分包';
