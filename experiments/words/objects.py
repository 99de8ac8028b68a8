"""What objects say of themselves in a notebook."""

from experiments.words import Text

TABLES = Text(en="Tables: {names}", zh="表：{names}")
FOLDER = Text(en="Folder: {folder}", zh="文件夹：{folder}")
REPORT = Text(en="The report: {name}", zh="报告：{name}")
EITHER = Text(en="a study's name or file", zh="研究的名称或文件")
