import { MemorySource } from './memory-source.js';
import { sourceConformance } from './source-conformance.js';

sourceConformance('MemorySource', async () => {
  const source = new MemorySource();
  return {
    source,
    second: source,
    createTag: async (bizTag, maxId) => source.createTag(bizTag, maxId),
    readMaxId: async (bizTag) => source.readMaxId(bizTag),
    setMaxId: async (bizTag, maxId) => source.setMaxId(bizTag, maxId),
    close: async () => undefined,
  };
});
