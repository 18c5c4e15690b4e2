/** Replaces a participant's metadata. The API cannot make it empty: an empty text means "leave as it is" to the server. */
import { limits } from '#contract/text-size';
import type { VerbDefinition } from '#contract/verbs/definition';
import { explain, explainAbsence, observePerson, refuse } from '#contract/verbs/definition';
import { observeText, settleText } from '#contract/verbs/set-text';
import { checkText, warnAboutMetadata } from '#contract/verbs/text-checks';

const fields = ['metadata'];

export const setMetadata: VerbDefinition<'participant.set-metadata'> = {
  verb: 'participant.set-metadata',
  label: 'Set metadata',
  key: 'M',
  reversibility: 'full',
  isConfirmedByMain: false,

  plan({ identity, metadata, base }, person) {
    if (!person) return refuse({ target: identity, before: '', after: metadata }, fields, explainAbsence(identity));
    const theirs = person.metadata;
    const texts = { target: identity, before: theirs, after: metadata };
    if (metadata === '' && theirs !== '') {
      return refuse(
        texts,
        fields,
        explain('unsupported', 'A server cannot make a participant’s metadata empty.', {
          field: 'metadata',
          likelyCause: 'An empty text means “leave it as it is” in LiveKit’s API.',
          cure: 'Write {} or a single space instead.',
        }),
      );
    }
    const error = checkText(metadata, 'metadata', limits.metadataBytes);
    if (error) return refuse(texts, fields, error);
    const settled = settleText<'participant.set-metadata'>({
      target: identity,
      field: 'metadata',
      base,
      mine: metadata,
      theirs,
    });
    if (settled) return settled;
    const warnings = warnAboutMetadata(theirs, metadata);
    if (theirs === '') warnings.push('The metadata is empty now; it cannot be made empty again by the API.');
    return {
      target: { ...texts, disposition: 'change' },
      fields,
      warnings,
      reversibility: theirs === '' ? 'none' : 'full',
      write: { identity, metadata },
    };
  },

  readAnchor: () => '',

  observe({ before, write }, now) {
    return observePerson(before, now, (person) => observeText(before?.metadata ?? '', write.metadata, person.metadata));
  },

  invert({ before, write }) {
    if (!before || before.metadata === '') return null;
    const parameters = { identity: write.identity, metadata: before.metadata, base: write.metadata };
    return { verb: 'participant.set-metadata', parameters };
  },
};
