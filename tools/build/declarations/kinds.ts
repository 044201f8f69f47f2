/**
 * What WeChat wants declared in 用户隐私保护指引, in its own words, and the interfaces that need it
 * (developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/miniprogram-intro.html). One that
 * is used and not declared fails on the phone with errno 112.
 */
export interface Kind {
  /** As the console calls it. */
  kind: string;
  /** Members of `wx`. */
  apis: readonly string[];
  /** Attributes in WXML. */
  attributes?: readonly string[];
}

export const KINDS: readonly Kind[] = [
  {
    kind: '昵称、头像',
    apis: ['getUserInfo', 'getUserProfile'],
    attributes: ['open-type="chooseAvatar"', 'type="nickname"', 'open-type="getUserInfo"'],
  },
  {
    kind: '位置信息',
    apis: [
      ...['getLocation', 'getFuzzyLocation', 'onLocationChange', 'startLocationUpdate'],
      ...['startLocationUpdateBackground', 'chooseLocation', 'choosePoi'],
    ],
  },
  { kind: '微信运动步数', apis: ['getWeRunData'] },
  { kind: '蓝牙', apis: ['openBluetoothAdapter', 'createBLEPeripheralServer'] },
  { kind: '剪切板', apis: ['setClipboardData', 'getClipboardData'] },
  { kind: '相册（仅写入）', apis: ['saveImageToPhotosAlbum', 'saveVideoToPhotosAlbum'] },
  { kind: '选中的照片或视频信息', apis: ['chooseImage', 'chooseMedia', 'chooseVideo'] },
  { kind: '选中的文件', apis: ['chooseMessageFile'] },
  {
    kind: '手机号',
    apis: [],
    attributes: ['open-type="getPhoneNumber"', 'open-type="getRealtimePhoneNumber"'],
  },
  { kind: '通讯地址', apis: ['chooseAddress'] },
  { kind: '发票信息', apis: ['chooseInvoiceTitle', 'chooseInvoice'] },
  { kind: '车牌号', apis: ['chooseLicensePlate'] },
  { kind: '麦克风', apis: ['startRecord', 'getRecorderManager', 'joinVoIPChat'] },
  { kind: '摄像头', apis: ['createVKSession', 'createCameraContext'] },
  { kind: '通讯录（仅写入）', apis: ['addPhoneContact'] },
  { kind: '日历（仅写入）', apis: ['addPhoneCalendar', 'addPhoneRepeatCalendar'] },
  { kind: '加速传感器', apis: ['startAccelerometer'] },
  { kind: '磁场传感器', apis: ['startCompass'] },
  { kind: '方向传感器', apis: ['startDeviceMotionListening'] },
  { kind: '陀螺仪传感器', apis: ['startGyroscope'] },
];
