// A chosen template of a reason is written into the fields at once. What the clerk typed is never
// overwritten by a choice: for that the button “Take the text” stands beside it.
(function () {
  'use strict';
  document.addEventListener('DOMContentLoaded', () => {
    const select = document.querySelector('select[name="template"]');
    if (!select) return;
    const texts = [...document.querySelectorAll('textarea[name^="reason_"]')];
    const same = (left, right) => left.replace(/\s+/g, ' ').trim() === right.replace(/\s+/g, ' ').trim();
    const offered = name => [...select.options].map(option => option.getAttribute('data-' + name) || '');
    const isTyped = field => field.value.trim() && !offered(field.name).some(text => same(text, field.value));
    const choose = (option, name) => {
      const field = document.querySelector('select[name="' + name + '"]');
      const value = option.getAttribute('data-' + name);
      if (field && !field.value && value) field.value = value;
    };

    select.addEventListener('change', () => {
      const option = select.selectedOptions[0];
      if (!option || !option.value || texts.some(isTyped)) return;
      texts.forEach(field => { field.value = option.getAttribute('data-' + field.name) || ''; });
      choose(option, 'outcome');
      choose(option, 'reason_code');
    });
  });
}());
