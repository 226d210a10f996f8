// Asks the API. The browser shows who is asking by its cookie.

/** What went wrong, in a sentence for people. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

let signedOut = () => {};

/** Tells what to do when the API no longer knows us. */
export const onSignedOut = action => { signedOut = action; };

/** Rows and what they are of. `params` has texts, or lists of texts for what may be there several times. */
export async function ask(path, params = {}, signal = undefined) {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value].flat()) if (one !== null && one !== undefined) query.append(key, one);
  }
  const text = query.toString();
  const answer = await send("/api/v1/" + path + (text ? "?" + text : ""), { signal });
  return answer.json();
}

/** All rows, page by page. */
export async function rows(path, params, signal) {
  let answer = await ask(path, params, signal);
  const all = answer.rows;
  while (answer.next && all.length < 100_000) {
    answer = await (await send(answer.next, { signal })).json();
    all.push(...answer.rows);
  }
  return all;
}

export async function send(url, options = {}) {
  let answer;
  try {
    answer = await fetch(url, { credentials: "same-origin", ...options, headers: { Accept: "application/json", ...options.headers } });
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Problem(0, "The API does not answer. Is Tachograph running?");
  }
  if (answer.ok) return answer;
  if (answer.status === 401) signedOut();
  throw new Problem(answer.status, await detailOf(answer));
}

async function detailOf(answer) {
  try {
    const body = await answer.json();
    return body.detail ?? body.message ?? answer.statusText;
  } catch {
    return `The API answered with status ${answer.status}.`;
  }
}
