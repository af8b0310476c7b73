// One switch for the languages of all texts of a page, its tables included. Without it, or after
// an error, every language stands there.
(function () {
  'use strict';
  const KEY = 'desk.languages';
  const remembered = () => {
    try { return localStorage.getItem(KEY) || ''; } catch (e) { return ''; }
  };
  const remember = code => {
    try { localStorage.setItem(KEY, code); } catch (e) { /* private window */ }
  };

  const codeOf = element => (/(?:^|\s)(?:field|column)-\w+_(ky|ru|en)(?:\s|$)/.exec(element.className) || [])[1];

  // The rows of a form, and the cells of a table, that hold one language only.
  const places = () => [...document.querySelectorAll(
    '[class*="_ky"],[class*="_ru"],[class*="_en"]'
  )].filter(element => element.matches('div.form-row, div.fieldBox, td, th') && codeOf(element));

  const show = code => {
    places().forEach(place => place.classList.toggle('desk-hidden', !!code && codeOf(place) !== code));
    document.querySelectorAll('.desk-languages button').forEach(button =>
      button.setAttribute('aria-pressed', String(button.dataset.show === code)));
  };

  document.addEventListener('DOMContentLoaded', () => {
    const bar = document.querySelector('.desk-languages');
    if (!bar || !places().length) return;
    bar.hidden = false;
    let chosen = document.querySelector('.errornote, .errorlist') ? '' : remembered();
    show(chosen);
    bar.addEventListener('click', event => {
      const button = event.target.closest('button');
      if (!button) return;
      chosen = button.dataset.show;
      remember(chosen);
      show(chosen);
    });
    // A new row comes as a copy of a hidden one: it follows the switch.
    document.addEventListener('formset:added', () => show(chosen));
    // A required field out of sight would stop the form without a word.
    document.addEventListener('invalid', () => show(''), true);
  });
}());
