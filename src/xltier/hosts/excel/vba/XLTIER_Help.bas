' The texts of the Function Wizard, in the user's language, from a hidden sheet; and the page behind its help button.
Option Explicit
Option Private Module

Private Const HelpSheet As String = "xltier_help"
Private Const FirstArgument As Long = 5

' Excel refuses this in some set-ups (no window yet, protected view): then there is no help, and nothing else is lost.
Public Sub RegisterHelp()
    Dim Sheet As Worksheet
    Dim Row As Long, Shift As Long, Count As Long, Number As Long
    Dim Words() As String
    On Error Resume Next
    Set Sheet = ThisWorkbook.Worksheets(HelpSheet)
    If Language() = "zh" Then Shift = 1
    Row = 1
    Do While Sheet.Cells(Row, 1).Value <> ""
        Count = Sheet.Cells(Row, 2).Value
        ReDim Words(1 To Count)
        For Number = 1 To Count
            Words(Number) = Sheet.Cells(Row, FirstArgument + 2 * (Number - 1) + Shift).Value
        Next Number
        Application.MacroOptions Macro:=Sheet.Cells(Row, 1).Value, HelpFile:=HelpPage()
        Application.MacroOptions Macro:=Sheet.Cells(Row, 1).Value, _
            Description:=Sheet.Cells(Row, 3 + Shift).Value, Category:="xltier", ArgumentDescriptions:=Words
        Row = Row + 1
    Loop
End Sub

' The page of help in the user's language.
Public Function HelpPage() As String
    HelpPage = PageIn(ThisWorkbook.Path, Application.StartupPath, Application.PathSeparator)
End Function

' Excel opens whatever lies in its start-up folder: there the page is in a folder beside it, else beside the add-in.
Public Function PageIn(ByVal Folder As String, ByVal StartUp As String, ByVal Mark As String) As String
    If Right$(StartUp, 1) = Mark Then StartUp = Left$(StartUp, Len(StartUp) - 1)
    If StrComp(Folder, StartUp, vbTextCompare) = 0 Then Folder = Left$(Folder, InStrRev(Folder, Mark)) & "xltier"
    PageIn = Folder & Mark & "functions." & Language() & ".html"
End Function
