/** Which Node.js this runs on: asked before anything is installed, so that the answer is a sentence and not a stack. */

/**
 * @param {string} version such as `v20.19.0`
 * @returns {string | undefined} what is wrong with it
 */
export function nodeVersionFault(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isFit =
    (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || (major === 24 && minor >= 11) || major > 24;
  return isFit
    ? undefined
    : `Banyan needs Node.js 20.19, 22.13 or 24.11, or a later one of those lines; this is ${version}.`;
}
