/** Replaces a participant's display name. The API cannot make it empty. */
import { limits } from '#contract/text-size';
import type { VerbDefinition } from '#contract/verbs/definition';
import { explain, explainAbsence, observePerson, refuse } from '#contract/verbs/definition';
import { observeText, settleText } from '#contract/verbs/set-text';
import { checkText } from '#contract/verbs/text-checks';

const fields = ['name'];
/** Characters that are not seen but change how a line reads. */
const invisible = /[\p{Cc}\p{Cf}\u2028\u2029]/u;

export const setName: VerbDefinition<'participant.set-name'> = {
  verb: 'participant.set-name',
  label: 'Set name',
  key: 'N',
  reversibility: 'full',
  isConfirmedByMain: false,

  plan({ identity, name, base }, person) {
    if (!person) return refuse({ target: identity, before: '', after: name }, fields, explainAbsence(identity));
    const theirs = person.name;
    const texts = { target: identity, before: theirs, after: name };
    if (name === '' && theirs !== '') {
      return refuse(
        texts,
        fields,
        explain('unsupported', 'A server cannot make a participant’s name empty.', {
          field: 'name',
          likelyCause: 'An empty text means “leave it as it is” in LiveKit’s API.',
          cure: 'Write a single space instead; most apps then show the identity.',
        }),
      );
    }
    const error = checkText(name, 'name', limits.nameBytes);
    if (error) return refuse(texts, fields, error);
    const settled = settleText<'participant.set-name'>({ target: identity, field: 'name', base, mine: name, theirs });
    if (settled) return settled;
    const warnings: string[] = [];
    if (invisible.test(name)) warnings.push('The name holds invisible characters.');
    if (theirs === '') warnings.push('The name is empty now; it cannot be made empty again by the API.');
    return {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings,
      reversibility: theirs === '' ? 'none' : 'full',
      write: { identity, name },
    };
  },

  readAnchor: () => '',

  observe({ before, write }, now) {
    return observePerson(before, now, (person) => observeText(before?.name ?? '', write.name, person.name));
  },

  invert({ before, write }) {
    if (!before || before.name === '') return null;
    return {
      verb: 'participant.set-name',
      parameters: { identity: write.identity, name: before.name, base: write.name },
    };
  },
};
