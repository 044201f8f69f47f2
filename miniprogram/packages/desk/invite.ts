/** A lead's code for a colleague. */
import { ask } from '../../phone/cloud';
import { complain } from '../../phone/complain';
import { tell } from '../../phone/dialog';
import { deskWords } from '../../words/desk';
import { textOf } from '../../words/index';

/** Makes one and shows it, or says why there is none. */
export async function inviteColleague(): Promise<void> {
  const t = textOf(deskWords);
  try {
    const { code } = await ask('desk.invite', { role: 'agent' });
    tell(t.deskCode(`${code.slice(0, 3)} ${code.slice(3)}`), t.deskInviteHint);
  } catch (failure) {
    void complain(failure, inviteColleague);
  }
}
