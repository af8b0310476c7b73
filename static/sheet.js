// The page on which a hearing is entered from its paper. Without it everything works with buttons;
// with it rows come by themselves, Enter leads on, and what is typed is kept every few seconds.
(function () {
  'use strict';
  const form = document.getElementById('sheet_form');
  if (!form) return;
  const SOON = 700, LATER = 10000;
  const byId = id => document.getElementById(id);
  const rows = byId('sheet-rows'), pattern = byId('sheet-row'), count = form.elements.rows;
  const status = byId('sheet-status'), signedOut = byId('sheet-signed-out'), notes = byId('sheet-notes');

  // Rows

  const addRow = () => {
    const place = Number(count.value);
    if (place >= Number(form.dataset.most)) return;
    const html = pattern.innerHTML.replaceAll('__n__', place).replaceAll('__row__', place + 1);
    rows.insertAdjacentHTML('beforeend', html);
    count.value = place + 1;
  };
  rows.addEventListener('input', event => {
    if (event.target.closest('.sheet-row') === rows.lastElementChild) addRow();
  });
  form.querySelector('.sheet-more').hidden = true;

  const choice = byId('sheet-choice'), decisions = byId('sheet-decisions');
  const showDecisions = () => form.classList.toggle('sheet-brief', !decisions.checked);
  choice.hidden = !rows.querySelector('.sheet-decision');
  decisions.addEventListener('change', showDecisions);
  showDecisions();

  // Keys

  const figures = [...form.querySelectorAll('.sheet-figures input')];
  const emptyRow = () => [...rows.querySelectorAll('textarea')].find(text => !text.value);
  const lead = box => {
    const row = box.closest('.sheet-row');
    const next = row ? row.nextElementSibling && row.nextElementSibling.querySelector('textarea')
      : figures[figures.indexOf(box) + 1] || emptyRow();
    if (next) next.focus();
  };
  if (!document.querySelector('.errornote, .sheet-draft')) {
    const first = figures.length && !figures.some(box => box.value) ? figures[0] : emptyRow();
    if (first) first.focus();
  }
  byId('sheet-keys').hidden = false;
  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return;
    if (event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('[name=_save]'));
    } else if (event.target.matches('.sheet-box input, .sheet-tick input, .sheet-entered input')) {
      event.preventDefault();
      lead(event.target);
    }
  });

  // The draft

  let version = 0, kept = 0, timer = 0, leaving = false, under = Promise.resolve(true);

  const say = text => { if (status.textContent !== text) status.textContent = text; };
  const tell = found => {
    notes.replaceChildren(...found.map(([id, sentence]) => {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = '#' + id;
      link.textContent = sentence;
      item.append(link);
      return item;
    }));
  };
  const post = () => {
    const data = new FormData(form);
    return fetch(form.dataset.draft, { method: 'POST', body: data, redirect: 'manual', credentials: 'same-origin' });
  };
  // After signing in anew in another window the page needs the token of the new session.
  const renew = async () => {
    const answer = await fetch(form.dataset.draft, { redirect: 'manual', credentials: 'same-origin' });
    if (!answer.ok) return false;
    form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
    return true;
  };
  const attempt = async () => {
    const sent = version;
    try {
      let answer = await post();
      if (answer.status === 403 && await renew()) answer = await post();
      signedOut.hidden = answer.type !== 'opaqueredirect' && answer.status !== 403;
      if (!answer.ok) throw new Error(String(answer.status));
      const said = await answer.json();
      kept = sent;
      say(said.kept);
      tell(said.notes);
      return true;
    } catch (error) {
      say(signedOut.hidden ? form.dataset.offline : '');
      return false;
    }
  };
  // One at a time: an older draft must never arrive after a newer one.
  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    under = under.then(attempt).then(done => {
      if (version > kept && !leaving) plan(LATER);
      return done;
    });
    return under;
  };
  let due = Infinity;
  const plan = delay => {
    const at = Date.now() + delay;
    if (timer && due <= at) return;
    clearTimeout(timer);
    due = at;
    timer = setTimeout(keep, delay);
  };
  form.addEventListener('input', () => { version += 1; plan(LATER); });
  form.addEventListener('change', event => {
    version += 1;
    plan(event.target.matches('.sheet-count, #id_f-discrepancy') ? SOON : LATER);
  });
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && version > kept) keep();
  });

  // Saving: only where the way is open, so that a dead line or a lost session costs no typing.
  let open = false;
  form.addEventListener('submit', async event => {
    if (open || event.submitter && event.submitter.name === '_discard') { leaving = true; return; }
    event.preventDefault();
    if (leaving) return;
    leaving = true;
    const button = event.submitter;
    open = await keep();
    leaving = open;
    if (open) form.requestSubmit(button); else plan(LATER);
  });
  window.addEventListener('pageshow', () => { open = leaving = false; });
  window.addEventListener('beforeunload', event => {
    if (!leaving && version > kept) event.preventDefault();
  });
}());
