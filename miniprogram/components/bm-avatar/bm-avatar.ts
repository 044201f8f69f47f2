/** A person's face: the chosen photo, else the first character of the name on a tint. */
import { derive } from '../../behaviors/drawing';
import { initialOf, tintOf } from './initial';

Component({
  options: { virtualHost: false },
  properties: {
    uid: { type: String, value: '' },
    name: { type: String, value: '' },
    src: { type: String, value: '' },
    /** 40 px, or 56 when large. */
    large: { type: Boolean, value: false },
  },
  data: { initial: '', tint: 1, failed: false },
  observers: {
    'uid, name'(uid: string, name: string) {
      derive(this, { initial: initialOf(name), tint: tintOf(uid) });
    },
    src() {
      derive(this, { failed: false });
    },
  },
  methods: {
    onError() {
      derive(this, { failed: true });
    },
  },
});
