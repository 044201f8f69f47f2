/**
 * Bands change hands: to who has one at hand, to who its owner gives it, or from who only named its
 * serial. What was counted stays where it was; both sides are told.
 */
import { DAY_SECONDS } from '../../miniprogram/contract/activity';
import { API_LIMITS, type Input, type Output } from '../../miniprogram/contract/api';
import { maskName, ownTurn, peopleOf, personOf, takeTurn } from '../accounts';
import { bandDaysOf, everRead } from '../activity';
import { type Call, Refusal } from '../answers';
import { findBand, moveBand } from '../bands';
import { atLeast, type Scope, transact } from '../cloud';
import { meter } from '../meters';
import { noteNew, takeBack } from '../notices';
import { knowsBand } from './possession';
import { type ClaimDoc, claimId, claims } from './store';

/** More than a week of asking leaves. */
const MOST = 100;

const LIFE = API_LIMITS.claimDays * DAY_SECONDS;
/** A binding without a single reading by then is a serial that somebody only typed in. */
const LAPSE_SECONDS = 72 * 3600;

/** Characters of a serial by which people know a band. */
const TAIL = 4;

/** A band that is asked for. */
type Wanted = Pick<ClaimDoc, '_id' | 'band' | 'model' | 'tail' | 'owner' | 'by'>;

/** Asks for a band; its owner's name is told to nobody. */
export async function claimBand(
  { model, serial, proof = [] }: Input<'band.claim'>,
  { uid, at: asked }: Call,
): Promise<Output<'band.claim'>> {
  await meter(uid, 'claim', asked);
  const band = await findBand(model, serial);
  // Nobody's band, or the caller's own, is there to be bound.
  if (!band || band.owner === uid) return { state: 'granted' };
  const { _id: id, owner } = band;
  const tail = serial.trim().slice(-TAIL);
  const wanted = { _id: claimId(id, uid), band: id, model: band.model, tail, owner, by: uid };
  const shown = [...new Set(proof.map(({ day }) => day))];
  const atHand = knowsBand(proof, await bandDaysOf(owner, id, shown));
  const old = band.boundAt < asked - LAPSE_SECONDS;
  const lapsed = !atHand && old && !(await everRead(owner, id));
  if (!atHand && !lapsed) return askOwner(wanted, maskName((await personOf(uid)).name));
  return transact(async (scope, at) => {
    await ownTurn(scope, uid);
    if (!(await moveBand(scope, at, { id, from: owner, to: uid, keeps: lapsed }))) throw movedOn();
    await tellMoved(scope, at, wanted);
    await claims.within(scope).remove(wanted._id);
    return { state: 'granted' as const };
  });
}

/** At most three wait for one band, each a week; the owner's turn makes the count true. */
async function askOwner(wanted: Wanted, who: string): Promise<Output<'band.claim'>> {
  return transact(async (scope, at) => {
    const known = await claims.within(scope).get(wanted._id);
    if (known && known.state !== 'given' && known.owner === wanted.owner && known.expiresAt > at) {
      return { state: known.state, ...timesOf(known) };
    }
    await ownTurn(scope, wanted.by);
    if (!(await takeTurn(scope, wanted.owner))) throw movedOn();
    const { owner, band, model } = wanted;
    const claim: ClaimDoc = { ...wanted, at, expiresAt: at + LIFE, state: 'asked' };
    const open = await claims.count({ owner, state: 'asked', at: atLeast(at - LIFE), band });
    if (open >= API_LIMITS.openClaims) throw new Refusal('too-many', 'claims');
    await claims.within(scope).put(claim);
    const facts = { claim: wanted._id, model, who };
    await noteNew(scope, at, { ...askedNote(claim), facts });
    return { state: 'asked' as const, ...timesOf(claim) };
  });
}

const timesOf = ({ _id, at, expiresAt }: Pick<ClaimDoc, '_id' | 'at' | 'expiresAt'>) => ({
  claim: _id,
  at,
  until: expiresAt,
});

/** What its owner is told of a wish. */
const askedNote = ({ owner, _id, at }: Pick<ClaimDoc, 'owner' | '_id' | 'at'>) => ({
  uid: owner,
  kind: 'band-asked' as const,
  key: `${_id}_${at}`,
});

/**
 * Takes a wish back, and what its owner was told of it. It rests as long as it would have waited: nobody
 * is asked again and again.
 */
export async function withdrawClaim(
  { claim: id }: Input<'band.withdraw'>,
  { uid }: Call,
): Promise<Output<'band.withdraw'>> {
  await claims.updateWhere({ _id: id, by: uid, state: 'asked' }, { state: 'withdrawn' });
  const claim = await claims.get(id);
  if (claim?.by === uid && claim.state === 'withdrawn') await takeBack(askedNote(claim));
  return {};
}

/** What the caller asked for, and who asks for what is theirs and is not answered yet. */
export async function listClaims({ uid, at }: Call): Promise<Output<'band.claims'>> {
  const fields = ['_id', 'band', 'model', 'tail', 'by', 'at', 'expiresAt', 'state'] as const;
  const waiting = { owner: uid, state: 'asked' as const, at: atLeast(at - LIFE + 1) };
  const [own, others] = await Promise.all([
    claims.find({ where: { by: uid }, limit: MOST, fields }),
    claims.find({ where: waiting, limit: MOST, fields }),
  ]);
  const people = await peopleOf(others.map(({ by }) => by));
  return {
    mine: own.map(({ band, model, tail = '', state, ...claim }) => ({
      ...{ band, model, tail, state, ...timesOf(claim) },
    })),
    asked: others.flatMap(({ band, by, ...claim }) => {
      const person = people.get(by);
      return person ? [{ band, who: maskName(person.name), ...timesOf(claim) }] : [];
    }),
  };
}

/** The owner gives a band to who asked for it, or keeps it. Said again it changes nothing. */
export async function answerClaim(
  { claim: id, give }: Input<'band.answer'>,
  { uid }: Call,
): Promise<Output<'band.answer'>> {
  await transact(async (scope, at) => {
    const claim = await claims.within(scope).get(id);
    if (!claim || claim.owner !== uid || claim.expiresAt <= at) {
      throw notYours();
    }
    if (claim.state === (give ? 'given' : 'refused')) return;
    if (claim.state === 'given' || claim.state === 'withdrawn') throw notYours();
    await ownTurn(scope, uid);
    if (give) await handOver(scope, at, claim);
    else {
      await claims.within(scope).put({ ...claim, state: 'refused', expiresAt: at + LIFE });
      await tellAsker(scope, at, claim, 'band-kept');
    }
  });
  return {};
}

async function handOver(scope: Scope, at: number, claim: ClaimDoc): Promise<void> {
  const { band: id, owner: from, by: to } = claim;
  if (!(await takeTurn(scope, to))) throw notYours();
  if (!(await moveBand(scope, at, { id, from, to, keeps: false }))) throw notYours();
  await tellMoved(scope, at, claim);
  await tellAsker(scope, at, claim, 'band-given');
  await claims.within(scope).put({ ...claim, state: 'given' });
}

const tellMoved = (scope: Scope, at: number, { _id, owner, model }: Wanted) =>
  noteNew(scope, at, { uid: owner, kind: 'band-moved', key: `${_id}_${at}`, facts: { model } });

const tellAsker = (
  scope: Scope,
  at: number,
  { _id, by, model }: Wanted,
  kind: 'band-given' | 'band-kept',
) => noteNew(scope, at, { uid: by, kind, key: `${_id}_${at}`, facts: { model, claim: _id } });

const notYours = () => new Refusal('not-found', 'no such claim of a band of yours');

/** Whose it was a moment ago it is no more: asking again finds who has it now. */
const movedOn = () => new Refusal('contended', 'the band changed hands meanwhile');
