' The buttons of a monthly workbook: they run the macros of the add-in, which is the one that speaks to Python.
Option Explicit

Public Sub MonthMacro(ByVal Control As IRibbonControl)
    Dim AddIn As Workbook
    On Error Resume Next
    Set AddIn = Workbooks("xltier.xlam")
    On Error GoTo 0
    If AddIn Is Nothing Then
        MsgBox MissingText(), vbInformation, "xltier"
    Else
        Application.Run "xltier.xlam!RunFromWorkbook", Control.Tag
    End If
End Sub

Private Function MissingText() As String
    MissingText = MISSING_TEXT
End Function
