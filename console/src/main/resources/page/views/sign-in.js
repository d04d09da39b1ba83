// How to sign in: the printed link, a token, or the organisation's own sign-in where it is set up.
import { html, nothing } from '../lit.js';
import { signIn } from '../api.js';
import { changed } from '../state.js';

let problem;
let provider; // whether there is one; undefined until it was asked

export function signInView() {
  if (provider === undefined) findProvider();
  return html`<section class="sign-in"><h1 tabindex="-1">Sign in</h1>
    <p>Open the link that <code>headgate console</code> has printed where it was started. It works once;
      start the console anew for another one.</p>
    <form @submit=${submit}>
      <label class="field"><span>Or a token</span>
        <input name="token" type="password" autocomplete="current-password" required
          aria-invalid=${problem ? 'true' : 'false'} aria-describedby="sign-in-problem"></label>
      <button class="main">Sign in</button>
    </form>
    <p id="sign-in-problem" class="bad" role="alert">${problem ? `✗ ${problem.message}` : nothing}</p>
    ${provider ? html`<p><a href=${providerPath()}>Sign in at your organisation</a></p>` : nothing}</section>`;
}

function providerPath() {
  return `/oidc/login?page=${encodeURIComponent(location.pathname)}`;
}

/** Where there is a provider, the answer leads to it: that it would is enough to know. */
async function findProvider() {
  provider = false;
  const answer = await fetch('/oidc/login', { redirect: 'manual' }).catch(() => undefined);
  provider = answer?.type === 'opaqueredirect';
  changed();
}

async function submit(event) {
  event.preventDefault();
  try {
    await signIn(new FormData(event.target).get('token'));
    location.reload();
  } catch (caught) {
    problem = caught;
    changed();
  }
}
