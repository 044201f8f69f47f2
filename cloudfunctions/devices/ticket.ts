/** Before WeChat brings messages of a band, its owner is asked by WeChat, with a ticket of ours. */
import type { Input, Output } from '../../miniprogram/contract/api';
import { type Call, Refusal } from '../answers';
import { ownBand, takeMessages } from '../bands';
import { refusedWith, snTicket } from '../cloud';
import { meter } from '../meters';
import { registeredOf } from './registered';

const unknown = () => new Refusal('needs-key', 'WeChat does not know the device');

/** A ticket for a band of the caller's. Refuses with `not-found`, `needs-key` or `too-often`. */
export async function deviceTicket(
  { band: id }: Input<'device.ticket'>,
  { uid, at }: Call,
): Promise<Output<'device.ticket'>> {
  const { model, serial, virtual } = await ownBand(id, uid);
  const known = virtual ? undefined : registeredOf(model);
  if (!known) throw unknown();
  await meter(uid, 'device', at);
  try {
    const ticket = await snTicket(serial, known.modelId);
    return { serial, ticket, model: known.modelId, templates: [known.template] };
  } catch (error) {
    // 9800001 to 9800003: a serial or a model that WeChat does not take.
    if (refusedWith(error) !== null) throw unknown();
    throw error;
  }
}

/** Keeps what the person said; WeChat tells nobody but the phone. */
export async function allowDevice(
  { band, templates }: Input<'device.allow'>,
  { uid }: Call,
): Promise<Output<'device.allow'>> {
  await takeMessages(band, uid, templates);
  return {};
}
