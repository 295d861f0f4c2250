// The known data sets: their files with sizes and SHA-256 of the uncompressed bytes, and where they can be had.
import type { DataSet } from '../spec/experiment.ts';

export interface SourceFile {
  /** Name without `.gz`; on disk either form serves. */
  readonly name: string;
  /** Size and hash of the uncompressed bytes. */
  readonly bytes: number;
  readonly sha256: string;
}

/** `idx`: one file of images, one of labels. `cifar`: records of a label byte and 3 x 32 x 32 colour bytes. */
export type Format = 'idx' | 'cifar';

/** One set of files that holds the data set. */
export interface Edition {
  /** In words, for captions: a figure made from an unofficial edition must show it. */
  readonly provenance: string;
  readonly official: boolean;
  readonly format: Format;
  readonly train: readonly SourceFile[];
  readonly test: readonly SourceFile[];
}

export interface CatalogEntry {
  /** Also the name of its folder. */
  readonly name: DataSet;
  readonly title: string;
  /** In order of preference; the first is the one that is fetched. */
  readonly editions: readonly [Edition, ...Edition[]];
  /** Addresses, fastest first, to which `<file>.gz` or the archive's name is appended. */
  readonly mirrors: readonly string[];
  /** A .tar.gz that holds all files of the first edition. */
  readonly archive?: string;
}

const IMAGES = 16 + 28 * 28 * 60_000;
const LABELS = 8 + 60_000;
const TEST_IMAGES = 16 + 28 * 28 * 10_000;
const TEST_LABELS = 8 + 10_000;
const BATCH = 3073 * 10_000;

function idx(trainImages: string, trainLabels: string, testImages: string, testLabels: string): Edition {
  return {
    provenance: 'official files',
    official: true,
    format: 'idx',
    train: [
      { name: 'train-images-idx3-ubyte', bytes: IMAGES, sha256: trainImages },
      { name: 'train-labels-idx1-ubyte', bytes: LABELS, sha256: trainLabels },
    ],
    test: [
      { name: 't10k-images-idx3-ubyte', bytes: TEST_IMAGES, sha256: testImages },
      { name: 't10k-labels-idx1-ubyte', bytes: TEST_LABELS, sha256: testLabels },
    ],
  };
}

const batch = (name: string, sha256: string): SourceFile => ({ name, bytes: BATCH, sha256 });

export const catalog: Readonly<Record<DataSet, CatalogEntry>> = {
  mnist: {
    name: 'mnist',
    title: 'MNIST',
    editions: [
      idx(
        'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
        '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
        '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
        'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
      ),
    ],
    mirrors: [
      'https://storage.googleapis.com/cvdf-datasets/mnist/',
      'https://ossci-datasets.s3.amazonaws.com/mnist/',
      'https://raw.githubusercontent.com/fgnt/mnist/master/',
    ],
  },
  'fashion-mnist': {
    name: 'fashion-mnist',
    title: 'Fashion-MNIST',
    editions: [
      idx(
        'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
        'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
        '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
        '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
      ),
    ],
    mirrors: [
      'https://fashion-mnist.s3.eu-central-1.amazonaws.com/',
      'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
      'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
    ],
  },
  'cifar-10': {
    name: 'cifar-10',
    title: 'CIFAR-10',
    editions: [
      {
        provenance: 'official files',
        official: true,
        format: 'cifar',
        train: [
          batch('data_batch_1.bin', 'cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5'),
          batch('data_batch_2.bin', 'a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed'),
          batch('data_batch_3.bin', 'bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67'),
          batch('data_batch_4.bin', '014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48'),
          batch('data_batch_5.bin', '755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add'),
        ],
        test: [batch('test_batch.bin', '8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b')],
      },
      {
        provenance: 'two classes, decoded from a JPEG copy',
        official: false,
        format: 'cifar',
        train: [
          batch(
            'data_batch_birds_ships.bin',
            'f1ce4efff03891dc69011e2152c0410ff2e4351ed210ba7890efd94943eb3e11',
          ),
        ],
        test: [
          {
            name: 'test_batch_birds_ships.bin',
            bytes: 3073 * 2000,
            sha256: '6654d4f8bf1aa9c8a87acd6b0caa51545da9137aa1e1de6767e0d0ade904edd0',
          },
        ],
      },
    ],
    // The authors' own host comes last: it gives some 60 kB/s.
    mirrors: [
      'https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/',
      'https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/',
      'https://www.cs.toronto.edu/~kriz/',
    ],
    archive: 'cifar-10-binary.tar.gz',
  },
};

export const filesOf = (edition: Edition): readonly SourceFile[] => [...edition.train, ...edition.test];
