/** How often one person may ask a maker's key. One small document a person; it never grows. */
import { createHash } from 'node:crypto';
import { API_LIMITS } from '../../miniprogram/contract/api';
import { Refusal } from '../answers';
import { collection, transact } from '../cloud';

interface QuestionsDoc {
  /** The person. */
  _id: string;
  /** Of the last hour: a digest of the question, and when it came first (UTC seconds). */
  asked: { digest: string; at: number }[];
}

const questions = collection<QuestionsDoc>('questions');

const WINDOW_SECONDS = 3600;

/**
 * Counts a question once, however often it is sent; false for a repetition. Refuses with `too-often`.
 */
export async function countQuestion(question: string, uid: string): Promise<boolean> {
  const digest = createHash('sha256').update(question).digest('hex').slice(0, 32);
  return transact(async (scope, at) => {
    const mine = questions.within(scope);
    const known = (await mine.get(uid))?.asked ?? [];
    const asked = known.filter((one) => one.at > at - WINDOW_SECONDS);
    if (asked.some((one) => one.digest === digest)) return false;
    if (asked.length >= API_LIMITS.hourly.question) throw new Refusal('too-often', 'questions');
    await mine.put({ _id: uid, asked: [...asked, { digest, at }] });
    return true;
  });
}
