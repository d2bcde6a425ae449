/**
 * Tells the newest of several questions of one kind, for answers may overtake one another.
 *
 * @returns a function to call when asking; what it returns says, when the answer is there, whether it is still wanted
 */
export function latest() {
  let newest = 0;
  return () => {
    const asked = ++newest;
    return () => asked === newest;
  };
}
