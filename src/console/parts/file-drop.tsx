// A place to drop one file, or to choose it; what becomes of it is the page's to say.
import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';

interface Props {
  readonly title: string;
  readonly hint: string;
  /** Endings that the browser offers first, such as `.csv`. */
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

export function FileDrop({ title, hint, accept, onFile }: Props) {
  return (
    <Upload.Dragger
      className="drop" maxCount={1} showUploadList={false} multiple={false} {...(accept === undefined ? {} : { accept })}
      beforeUpload={(file: File) => {
        onFile(file);
        return false;
      }}
    >
      <p className="flat"><InboxOutlined className="drop-icon" /> <strong>{title}</strong></p>
      <p className="flat quiet small">{hint}</p>
    </Upload.Dragger>
  );
}
