/** How many rooms one window holds open: each is a hidden session, and what they cost is measured in docs/benchmarks.md. */
export const maxOpenRooms = 12;
