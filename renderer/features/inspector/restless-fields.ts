/** Fields that move by themselves, all the time: a change of one of them is no news. */
export const restlessFields: ReadonlySet<string> = new Set([
  'seen',
  'changed',
  'speaking',
  'level',
  'talk',
  'spoken',
  'silence',
]);
