// Before anything is drawn: the light or dark that was chosen last. Without a choice the system's holds.
try {
  const chosen = localStorage.getItem('headgate-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch { /* Storage is switched off: the system's theme holds. */ }
