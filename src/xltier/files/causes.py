"""What the system says of a file that it does not give, in both languages: its own words are English everywhere."""

from __future__ import annotations

import errno
from typing import Final

from xltier.core.words import Words

_CAUSES: Final = {
    errno.ENOENT: Words("没有这个文件或文件夹", "no such file or folder"),
    errno.EACCES: Words("没有权限", "permission denied"),
    errno.EPERM: Words("没有权限", "permission denied"),
    errno.EROFS: Words("磁盘是只读的", "the disk is read-only"),
    errno.ENOSPC: Words("磁盘已满", "the disk is full"),
    errno.ENAMETOOLONG: Words("文件名太长", "the file name is too long"),
    errno.ENOTDIR: Words("路径中有一段不是文件夹", "a part of the path is no folder"),
    errno.EISDIR: Words("这是一个文件夹", "it is a folder"),
    errno.EIO: Words("读写设备出错", "the device failed"),
    errno.EBUSY: Words("正被其他程序占用", "another program holds it"),
    errno.EINVAL: Words("文件名或位置不被系统接受", "the system does not take this name or place"),
}


def cause_of(error: OSError) -> Words | str:
    """Return why the system refused, in words, or its own where we have none."""
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)
