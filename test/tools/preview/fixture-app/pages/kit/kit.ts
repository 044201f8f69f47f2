Page({
  data: {
    segment: 0,
    segments: ['好友', '群', '世界'],
    on: false,
    checked: false,
    rows: [{ width: '60%' }, 1, 1],
    popup: false,
    dialog: false,
    sheet: false,
    sheetItems: ['办公室群', '家庭群'],
    picker: false,
    goal: ['8000'],
    goals: ['6000', '8000', '10000', '12000'].map((value) => ({ label: value, value })),
    log: '',
  },
  onSegment({ detail }: { detail: { value: number } }) {
    this.setData({ segment: detail.value });
    this.write(`segment ${detail.value}`);
  },
  onSwitch({ detail }: { detail: { value: boolean } }) {
    this.setData({ on: detail.value });
    this.write(`switch ${detail.value}`);
  },
  onCheck({ detail }: { detail: { checked: boolean } }) {
    this.setData({ checked: detail.checked });
    this.write(`check ${detail.checked}`);
  },
  openPopup() {
    this.setData({ popup: true });
  },
  closePopup({ detail }: { detail: { visible: boolean } }) {
    this.setData({ popup: detail.visible });
  },
  openDialog() {
    this.setData({ dialog: true });
  },
  confirmDialog() {
    this.setData({ dialog: false });
    this.write('dialog confirm');
  },
  closeDialog() {
    this.setData({ dialog: false });
  },
  openSheet() {
    this.setData({ sheet: true });
  },
  chooseSheet({ detail }: { detail: { index: number } }) {
    this.setData({ sheet: false });
    this.write(`sheet ${detail.index}`);
  },
  closeSheet() {
    this.setData({ sheet: false });
  },
  openPicker() {
    this.setData({ picker: true });
  },
  choosePicker({ detail }: { detail: { value: string[] } }) {
    this.setData({ picker: false, goal: detail.value });
    this.write(`picker ${detail.value.join()}`);
  },
  closePicker() {
    this.setData({ picker: false });
  },
  openToast() {
    const toast = this.selectComponent('#t-toast') as unknown as { show(options: object): void };
    toast.show({ message: '已复制' });
  },
  write(line: string) {
    this.setData({ log: `${this.data.log}|${line}` });
  },
});
