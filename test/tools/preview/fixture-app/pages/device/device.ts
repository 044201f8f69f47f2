const MEASUREMENT = '0000FEA1-0000-1000-8000-00805F9B34FB';
const SERVICE = '0000FEE7-0000-1000-8000-00805F9B34FB';

Page({
  data: { devices: [] as { deviceId: string; localName: string; RSSI: number }[], log: '' },
  async scan() {
    try {
      await wx.openBluetoothAdapter();
    } catch (error) {
      this.write(`error ${(error as { errCode: number }).errCode}`);
      return;
    }
    wx.offBluetoothDeviceFound();
    wx.onBluetoothDeviceFound(({ devices }) => {
      const found = devices.map(({ deviceId, localName, RSSI }) => ({ deviceId, localName, RSSI }));
      this.setData({ devices: [...this.data.devices, ...found] });
    });
    await wx.startBluetoothDevicesDiscovery({ services: ['FEE7'] });
  },
  async connect({ currentTarget }: { currentTarget: { dataset: { id: string } } }) {
    const deviceId = currentTarget.dataset.id;
    try {
      await wx.createBLEConnection({ deviceId, timeout: 1000 });
      const { services } = await wx.getBLEDeviceServices({ deviceId });
      const { characteristics } = await wx.getBLEDeviceCharacteristics({
        deviceId,
        serviceId: SERVICE,
      });
      this.write(`services ${services.length} characteristics ${characteristics.length}`);
      wx.offBLECharacteristicValueChange();
      wx.onBLECharacteristicValueChange(({ value }) => {
        const bytes = Array.from(new Uint8Array(value));
        this.write(`value ${bytes.slice(0, 4).join(' ')}`);
      });
      if (characteristics.some(({ uuid }) => uuid === MEASUREMENT)) {
        await wx.notifyBLECharacteristicValueChange({
          deviceId,
          serviceId: SERVICE,
          characteristicId: MEASUREMENT,
          state: true,
        });
        await wx.readBLECharacteristicValue({
          deviceId,
          serviceId: SERVICE,
          characteristicId: MEASUREMENT,
        });
      }
    } catch (error) {
      const { errCode, errMsg } = error as { errCode: number; errMsg: string };
      this.write(`error ${errCode} ${errMsg}`);
    }
  },
  write(line: string) {
    this.setData({ log: `${this.data.log}|${line}` });
  },
});
