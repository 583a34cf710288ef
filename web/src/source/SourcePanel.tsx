// The panel that shows where a figure comes from: the record that the address
// names as its source.
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

import { useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { RecordDocument } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { Notice, Pending } from '../parts/Notice.tsx';
import { RecordView } from './RecordView.tsx';

export function SourcePanel() {
  const { t } = useWords();
  const { get, go } = useAddress();
  const id = get('source');
  return (
    <ModalOverlay
      className="panel-overlay"
      isDismissable
      isOpen={id !== ''}
      onOpenChange={(open) => open || go({ source: null })}
    >
      <Modal className="panel">
        <Dialog aria-label={t('source')}>
          <Button slot="close" className="close" aria-label={t('close')}>
            <span aria-hidden="true">×</span>
          </Button>
          {id && <Found id={id} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useWords();
  const answer = useQuery(RecordDocument, { id });
  if (!answer.data) return <Pending {...answer} />;
  return answer.data.node ? <RecordView record={answer.data.node} /> : <Notice>{t('noSuchRecord', { id })}</Notice>;
}
