import { createRoot } from 'react-dom/client';

import { App } from './app.tsx';
import './styles/page.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/charts.css';
import './styles/source.css';
import './styles/print.css';

createRoot(document.getElementById('app')!).render(<App />);
