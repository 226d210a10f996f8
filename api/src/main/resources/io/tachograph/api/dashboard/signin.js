// Signing in: by the link that `up` printed, which works once, or by a key. The key goes to the server in the body of one
// request and comes back as a cookie that no script can read; it is in no address.

import { h } from "./dom.js";
import { Problem, send } from "./api.js";

const LINK = /^#sign-in=([A-Za-z0-9_-]{20,200})$/;

/** Signs in by a link's token in the address, which is taken out of it first. Tells what went wrong, null when nothing did. */
export async function signInByLink() {
  const token = LINK.exec(location.hash)?.[1];
  if (!token) return null;
  history.replaceState(null, "", location.pathname + "#/overview");
  try {
    await post({ link: token });
    return null;
  } catch (problem) {
    return problem.status === 401 ? "This link was used before, or is too old." : problem.message;
  }
}

export const signOut = () => send("/session", { method: "DELETE" });

const post = body => send("/session", { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });

/** The form that asks for a key. */
export function signInPage(reason, signedIn) {
  const key = h("input", { type: "password", name: "key", autocomplete: "off", spellcheck: "false", required: true, "aria-describedby": "where" });
  const wrong = h("p", { class: "wrong", role: "alert" }, reason);
  const submit = async event => {
    event.preventDefault();
    try {
      await post({ key: key.value.trim() });
      signedIn();
    } catch (problem) {
      wrong.textContent = problem instanceof Problem && problem.status === 401 ? "This key is not known." : problem.message;
      key.select();
    }
  };
  return h("section", { class: "sign-in" }, h("h1", {}, "Sign in"),
    h("form", { onsubmit: submit }, h("label", {}, "API key", key), wrong, h("button", { class: "primary" }, "Sign in")),
    h("p", { class: "quiet", id: "where" }, "tachograph up prints a link that signs you in once, and keeps its key in the file api-key of its data folder. Elsewhere, ask whoever runs this for a key with the scope read."));
}
