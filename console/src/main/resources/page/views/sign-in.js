// How to sign in: the printed link, a token, or the organisation's own sign-in where it is set up.
import { html, nothing } from '../lit.js';
import { signIn } from '../api.js';
import { changed } from '../state.js';

let problem;

export function signInView() {
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
    <p><a href="/oidc/login?page=${encodeURIComponent(location.pathname)}">Sign in at your organisation</a>, where the console is set up for it.</p>
  </section>`;
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
