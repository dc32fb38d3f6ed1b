import { type FetchOptions, fetchPack } from './packs/fetch.ts';
import { type FoundPack, findPack } from './packs/find.ts';
import { packsToFetch } from './status.ts';

/** What "Get engine" does: fetches the pack that this machine lacks; where it lacks none, answers with what is there. Throws as fetchPack does. */
export async function getEngine(options: FetchOptions): Promise<FoundPack> {
  const packs = await packsToFetch();
  const there = findPack();
  return packs.length === 0 && there !== null ? there : fetchPack(packs, options);
}
